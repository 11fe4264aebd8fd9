import type { CommitView } from "./change-list";

export interface CommitGroup {
  /** "Ines Duarte", or "Fri, 20 Nov 2026" */
  label: string;
  commits: CommitView[];
}

const manyCommits = 8;
const manyAuthors = 6;

/**
 * Many commits in groups that a reviewer can take in: by author, or by day (UTC) where one person or too many wrote
 * them. Null while there are few. Groups and their commits keep the order given, newest first.
 */
export function commitGroups(commits: CommitView[]): CommitGroup[] | null {
  if (commits.length <= manyCommits) return null;
  const authors = new Set(commits.map(({ author }) => author)).size;
  const labelOf = authors > 1 && authors <= manyAuthors ? ({ author }: CommitView) => author : dayOf;
  const groups = new Map<string, CommitView[]>();
  for (const commit of commits) {
    const label = labelOf(commit);
    groups.set(label, [...(groups.get(label) ?? []), commit]);
  }
  return [...groups].map(([label, its]) => ({ label, commits: its }));
}

function dayOf({ at }: CommitView): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(at));
}
