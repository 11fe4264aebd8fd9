import type { Queryable } from "@/db/client";
import type { ComponentRow, ProjectRow } from "./store";
import { componentView } from "./views";

/** What stands at the top of each of a component's pages. */
export interface ComponentHeadView {
  project: { slug: string; name: string };
  component: { slug: string; name: string };
  latestBuild: { number: number; sha: string; builtAt: Date } | null;
}

export async function componentHead(
  db: Queryable,
  project: ProjectRow,
  component: ComponentRow,
): Promise<ComponentHeadView> {
  const { latestBuild } = await componentView(db, project, component);
  return {
    project: { slug: project.slug, name: project.name },
    component: { slug: component.slug, name: component.name },
    latestBuild: latestBuild && {
      number: latestBuild.number,
      sha: latestBuild.commit,
      builtAt: latestBuild.builtAt,
    },
  };
}
