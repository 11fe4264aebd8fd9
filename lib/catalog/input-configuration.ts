import { z } from "zod";
import { unstorable } from "@/lib/kernel/storable";
import { configurationKey, configurationValue, secretReference } from "./input";

type Entries = Record<string, { value: string } | { secret: string }>;

const row = z
  .strictObject({ key: z.string(), kind: z.enum(["value", "secret"]), text: z.string() })
  .superRefine(({ key, kind, text }, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const badKey = firstIssue(configurationKey, key) ?? firstIssue(storableKey, key);
    if (badKey) say("key", badKey);
    const badText = firstIssue(kind === "value" ? configurationValue : secretReference, text);
    const unkept = badText ?? unstorable(text)?.message;
    if (unkept) say("text", unkept);
  });

/** What objects lose; refused over the API too. */
const storableKey = z.string().refine((key) => key !== "__proto__", "No key can have this name");

function firstIssue(schema: z.ZodType, text: string): string | undefined {
  return schema.safeParse(text).error?.issues[0]?.message;
}

/**
 * A configuration as a form holds it: rows in order. What is wrong with one is said at its place (`rows.3.key`), by the
 * rules of the API; a key that stands there twice at the second one. Answers the entries.
 */
export const configurationRows = z
  .array(row)
  .max(500, "Use at most 500 entries")
  .superRefine((rows, context) => {
    const seen = new Set<string>();
    rows.forEach(({ key }, at) => {
      if (seen.has(key) && key !== "")
        context.addIssue({
          code: "custom",
          path: [at, "key"],
          message: `${key} is here twice. Remove one of them.`,
        });
      seen.add(key);
    });
  })
  .transform(
    (rows): Entries =>
      Object.fromEntries(
        rows.map(({ key, kind, text }) => [key, kind === "value" ? { value: text } : { secret: text }]),
      ),
  );
