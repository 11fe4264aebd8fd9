import type { BuildInput } from "./input";

type Commit = BuildInput["commits"][number];
const trailer = /^co-authored-by:[^<\n]*<([^<>\n]+)>\s*$/gim;

/** The addresses behind a commit, case-folded: author, committer, and the co-authors its message names (engine.md, rule 4). */
export function builderEmails({ author, committer, message }: Commit): string[] {
  const coAuthors = [...message.matchAll(trailer)].map(([, email]) => email ?? "");
  const emails = [author.email, committer?.email ?? "", ...coAuthors].map((email) =>
    email.trim().toLowerCase(),
  );
  return [...new Set(emails)].filter((email) => email !== "");
}
