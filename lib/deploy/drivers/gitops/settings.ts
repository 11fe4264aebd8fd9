import { z } from "zod";
import { parseRepositoryUrl } from "./repository-url";

export const slug = /^[a-z0-9][a-z0-9-]{0,99}$/;
const placeholders = ["organization", "project", "environment", "component"] as const;
type PathNames = Record<(typeof placeholders)[number], string>;

function badBranch(name: string): boolean {
  const parts = name.split("/");
  const charset = /^[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/.test(name);
  return !charset || name.includes("..") || parts.some((part) => part === "" || /^\.|\.$|\.lock$/.test(part));
}

/** What is wrong with a path template, or null. Judged with placeholders filled in, since slugs are harmless. */
function badPath(template: string): string | null {
  const unknown = [...template.matchAll(/\{([^}]*)\}/g)].find(
    ([, name]) => !placeholders.some((known) => known === name),
  );
  if (unknown) return `${unknown[0]} is not known. Use {${placeholders.join("}, {")}}`;
  const filled = template.replaceAll(/\{[^}]*\}/g, "x");
  if (!/^[A-Za-z0-9._/-]{1,500}$/.test(filled))
    return "Use letters, digits and . _ - / with placeholders in braces";
  const segments = filled.split("/");
  if (segments.some((part) => part === "" || part === "." || part === "..")) {
    return "Give a path inside the repository: no leading slash, no empty parts, no `.` or `..`";
  }
  if (segments.some((part) => /^(?:-|\.git)/i.test(part)))
    return "No part of the path may begin with `-` or `.git`";
  return /\.ya?ml$/.test(filled) ? null : "The path must end in .yaml or .yml";
}

const fieldPath = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/,
    "Name keys joined by dots, for example image.digest (list positions are numbers)",
  );

const fieldMapping = z
  .strictObject({
    digest: fieldPath.default("image.digest"),
    image: fieldPath.nullable().default("image.repository"),
    build: fieldPath.nullable().default("build"),
    configuration: fieldPath.nullable().default("configuration"),
  })
  .superRefine((fields, context) => {
    const used = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null);
    for (const [name, path] of used) {
      const clash = used.find(([other, outer]) => other !== name && `${path}.`.startsWith(`${outer}.`));
      if (clash)
        context.addIssue({
          code: "custom",
          path: [name],
          message: `Overlaps with the field for ${clash[0]}`,
        });
    }
  });

const author = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[^\p{C}<>]*[\p{L}\p{N}][^\p{C}<>]*$/u, "Give a name without < or >"),
  email: z.email("Give an e-mail address").max(200),
});

/**
 * What an administrator saves for an environment. A `null` field is not written. The configuration becomes a map:
 * `KEY: "value"` for plain values and `KEY: { secret: "reference" }` for references, so that a chart can tell them
 * apart by type and no value is ever taken for a reference.
 */
export function gitopsSettingsSchema(allowLocal: boolean) {
  return z.strictObject({
    repository: z.string("Give the repository's address").superRefine((typed, context) => {
      const parsed = parseRepositoryUrl(typed, allowLocal);
      if (typeof parsed === "string") context.addIssue({ code: "custom", message: parsed });
    }),
    branch: z
      .string()
      .default("main")
      .refine((name) => !badBranch(name), "Give a branch name, for example main or release/2"),
    path: z
      .string()
      .default("environments/{environment}/{component}.yaml")
      .superRefine((template, context) => {
        const problem = badPath(template);
        if (problem) context.addIssue({ code: "custom", message: problem });
      }),
    fields: fieldMapping.prefault({}),
    author: author.default({ name: "Countersign", email: "noreply@countersign.invalid" }),
  });
}

export type GitopsSettings = z.infer<ReturnType<typeof gitopsSettingsSchema>>;

/** The file of one component in one environment. `names` must have been checked to be slugs. */
export function filePath(template: string, names: PathNames): string {
  return template.replaceAll(
    /\{(organization|project|environment|component)\}/g,
    (_, name: keyof PathNames) => names[name],
  );
}
