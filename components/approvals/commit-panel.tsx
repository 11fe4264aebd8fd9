import type { ReactNode } from "react";
import { Panel } from "@/components/console/panel";
import { counted } from "@/lib/deploy/core/wording";
import { ChangeList, type CommitView } from "./change-list";

interface CommitPanelProps {
  commits: CommitView[];
  build: number;
  /** The build that runs in the target; null while nothing does. */
  live: number | null;
  target: string;
  level: 2 | 3;
  open?: number;
  aside?: ReactNode;
}

/** What the build brings to the target: its commits since the one that runs there, or why there are none. */
export function CommitPanel({ commits, build, live, target, level, open, aside }: CommitPanelProps) {
  return (
    <Panel flush level={level} title={titleOf(commits.length, build, live, target)} aside={aside}>
      {commits.length > 0 ? (
        <ChangeList commits={commits} {...(open ? { open } : {})} />
      ) : (
        <p className="px-4 py-3 text-sm text-muted">{whyNone(build, live, target)}</p>
      )}
    </Panel>
  );
}

function titleOf(commits: number, build: number, live: number | null, target: string): string {
  const into = `into ${target}, where nothing runs yet`;
  if (commits > 0)
    return `${counted(commits, "commit")} ${live === null ? into : `since build #${live} in ${target}`}`;
  if (live === null) return `Build #${build} ${into}`;
  return live === build ? `Build #${build} in ${target}` : `Build #${build} instead of #${live} in ${target}`;
}

function whyNone(build: number, live: number | null, target: string): string {
  if (live === build) return `Build #${build} runs in ${target} already.`;
  if (live !== null && live > build) return `Build #${build} is older than what runs in ${target}.`;
  return `No commit was reported with build #${build}.`;
}
