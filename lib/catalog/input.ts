import { z } from "zod";

const slugForm = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
export const slugInput = z
  .string()
  .max(60, "Use at most 60 characters")
  .regex(slugForm, "Use small letters, digits and hyphens between them, for example checkout-api");

/** What people call a thing: one line of visible text. */
export const nameInput = z
  .string()
  .trim()
  .min(1, "Give a name")
  .max(100, "Use at most 100 characters")
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "Use one line of text");

export const pageQuery = z.object({
  limit: z.coerce.number("Give a number from 1 to 100").int().min(1).max(100).default(20),
  cursor: z.string().max(1000).optional(),
});

export const projectInput = z.strictObject({ slug: slugInput.optional(), name: nameInput });
export type ProjectInput = z.output<typeof projectInput>;

/** An instant that people write. Within what the database and JavaScript both can tell. */
export const instantInput = z.iso
  .datetime({ offset: true, error: "Give an instant such as 2026-11-21T10:30:00Z" })
  .refine((text) => Date.parse(text) > 0, "Give an instant after 1970");
const person = z.strictObject({ name: z.string().trim().max(200), email: z.string().trim().max(320) });
const sha = z
  .string()
  .regex(/^[0-9a-f]{7,64}$/, "Give the commit's id: 7 to 64 hexadecimal digits in small letters")
  .meta({ examples: ["1f0c5e4b7a9d2e3f4c5b6a798081929394a5b6c7"] });

/** A repository: host and port, path. Neither a tag nor a digest. */
const imageForm =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?\/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;

export const buildInput = z.strictObject({
  number: z.int("Give a whole number").min(1).max(2_147_483_647).optional(),
  version: z.string().trim().min(1).max(100).optional(),
  image: z
    .string()
    .max(255)
    .regex(
      imageForm,
      "Give the image without tag or digest, for example ghcr.io/acme/checkout; the digest has a field of its own",
    )
    .meta({ examples: ["ghcr.io/acme/checkout"] }),
  digest: z
    .string()
    .regex(
      /^sha256:[0-9a-f]{64}$/,
      "Give the image's digest: sha256: and 64 hexadecimal digits in small letters",
    )
    .meta({ examples: [`sha256:${"1f0c5e4b".repeat(8)}`] }),
  commit: sha,
  branch: z.string().trim().min(1).max(255).optional(),
  builtAt: instantInput.optional(),
  sourceUrl: z
    .url({ protocol: /^https?$/, error: "Give an http or https address" })
    .max(2000)
    .optional(),
  commits: z
    .array(
      z.strictObject({
        sha,
        message: z.string().max(10_000),
        author: person,
        committer: person.optional(),
        at: instantInput,
      }),
    )
    .max(500, "Send at most 500 commits, newest first")
    .refine((all) => new Set(all.map((one) => one.sha)).size === all.length, "Send each commit once")
    .default([]),
});
export type BuildInput = z.output<typeof buildInput>;

export const configurationValue = z.string().max(10_000, "Use at most 10,000 characters");
export const secretReference = z
  .string()
  .max(500, "Use at most 500 characters")
  .regex(/^[^\s#]+#[^\s#]+$/, "Refer to a secret as path#key, for example payments/stripe#api-key");
const entry = z.union(
  [
    z.strictObject({ value: configurationValue }),
    z.strictObject({ secret: secretReference }),
    configurationValue.transform((text) => ({ value: text })),
  ],
  { error: 'Give a text, { "value": "…" } or { "secret": "path#key" }' },
);
export const configurationKey = z
  .string()
  .max(200, "Use at most 200 characters")
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    "Name keys with letters, digits and underscores, not beginning with a digit",
  );

/** A whole configuration: keys to values or references to secrets. */
export const configurationEntries = z
  .record(configurationKey, entry)
  .refine((entries) => Object.keys(entries).length <= 500, "Use at most 500 entries");
export const configurationInput = z.strictObject({
  entries: configurationEntries,
  /** Hash of what was edited, as GET gave it: when that has changed meanwhile, the answer is `configuration_changed`. */
  basedOn: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "The hash that was edited; another one meanwhile is refused" }),
});
export type ConfigurationInput = z.output<typeof configurationInput>;
