import { changeCounts } from "@/lib/deploy/core/wording";
import type { DeploymentKind } from "./vocabulary";

/** The words around component, build and target: "Promote checkout #47 to Production", "Roll back checkout to #45 in Production". */
export const kindWords: Record<DeploymentKind, { verb: string; beforeBuild: string; beforeTarget: string }> =
  {
    promote: { verb: "Promote", beforeBuild: "", beforeTarget: "to" },
    configure: { verb: "Configure", beforeBuild: "", beforeTarget: "in" },
    deploy: { verb: "Deploy", beforeBuild: "", beforeTarget: "to" },
    redeploy: { verb: "Deploy again", beforeBuild: "", beforeTarget: "in" },
    rollback: { verb: "Roll back", beforeBuild: "to ", beforeTarget: "in" },
  };

interface Asked {
  kind: DeploymentKind;
  component: { name: string };
  build: { number: number };
  to: { name: string };
}

/** What is asked for, in a line. */
export function promotionTitle({ kind, component, build, to }: Asked): string {
  const { verb, beforeBuild, beforeTarget } = kindWords[kind];
  return `${verb} ${component.name} ${beforeBuild}#${build.number} ${beforeTarget} ${to.name}`;
}

/** The same without what it is done to: "Promote to Production", "Roll back in Production". */
export function promotionAction({ kind, to }: Pick<Asked, "kind" | "to">): string {
  const { verb, beforeTarget } = kindWords[kind];
  return `${verb} ${beforeTarget} ${to.name}`;
}

interface Changing {
  build: { number: number };
  live: { build: { number: number } } | null;
  changes: { commits: number; keys: number };
}

/**
 * How much it changes in its target, in short: "6 commits, 2 keys". Commits are counted as they were reported, so a build
 * without any is named instead: it changes the target all the same. `key`: what a key of the configuration is called there.
 */
export function promotionChanges({ build, live, changes }: Changing, key = "key"): string {
  const counts = changeCounts(changes, key);
  if (changes.commits === 0 && live === null) counts.unshift("First build");
  if (changes.commits === 0 && live !== null && live.build.number !== build.number)
    counts.unshift(`#${build.number} instead of #${live.build.number}`);
  return counts.join(", ") || "Nothing";
}
