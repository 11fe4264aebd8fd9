import { GitCommitVertical } from "lucide-react";
import { RelativeTime } from "@/components/console/relative-time";
import { type CommitGroup, commitGroups } from "./commit-groups";

export interface CommitView {
  sha: string;
  /** Its first line. */
  message: string;
  author: string;
  at: Date | string;
  url: string | null;
}

interface ChangeListProps {
  commits: CommitView[];
  /** How many of them stand open; the rest unfolds. */
  open?: number;
}

function Commit({ commit }: { commit: CommitView }) {
  const sha = <span className="font-mono text-xs">{commit.sha.slice(0, 7)}</span>;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-separator px-4 py-2.5 text-sm [&:not(:first-child)]:border-t">
      <GitCommitVertical aria-hidden="true" className="size-3.5 shrink-0 rotate-90 self-center text-muted" />
      <span className="min-w-0 grow basis-[calc(100%-2rem)] break-words @lg:shrink @lg:basis-56">
        {commit.message}
      </span>
      <span className="flex items-baseline gap-3 pl-6.5 text-muted @lg:pl-0">
        <span>{commit.author}</span>
        {commit.url ? (
          <a
            href={commit.url}
            rel="noreferrer"
            className="py-1 underline decoration-dotted underline-offset-4"
          >
            {sha}
          </a>
        ) : (
          sha
        )}
        <RelativeTime at={commit.at} form="age" className="@lg:min-w-12 @lg:text-right" />
      </span>
    </li>
  );
}

function Group({ group, isOpen }: { group: CommitGroup; isOpen: boolean }) {
  const { label, commits } = group;
  return (
    <details open={isOpen} className="border-separator not-first:border-t">
      <summary className="px-4 py-2.5 text-sm hover:bg-surface-secondary">
        <span className="font-medium">{label}</span>{" "}
        <span className="text-muted">{commits.length === 1 ? "1 commit" : `${commits.length} commits`}</span>
      </summary>
      <ul className="border-t border-separator">
        {commits.map((commit) => (
          <Commit key={commit.sha} commit={commit} />
        ))}
      </ul>
    </details>
  );
}

/** The commits between what is live and what would be. Long lists unfold, and many stand in groups, without JavaScript. */
export function ChangeList({ commits, open = 6 }: ChangeListProps) {
  const groups = commitGroups(commits);
  if (groups)
    return (
      <div className="@container">
        {groups.map((group, index) => (
          <Group key={group.label} group={group} isOpen={index === 0} />
        ))}
      </div>
    );
  const rest = commits.slice(open);
  return (
    <div className="@container">
      <ul>
        {commits.slice(0, open).map((commit) => (
          <Commit key={commit.sha} commit={commit} />
        ))}
      </ul>
      {rest.length > 0 ? (
        <details className="group border-t border-separator">
          <summary className="px-4 py-2.5 text-sm text-muted hover:text-foreground group-open:hidden">
            {rest.length} more
          </summary>
          <ul>
            {rest.map((commit) => (
              <Commit key={commit.sha} commit={commit} />
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
