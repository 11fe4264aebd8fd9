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
