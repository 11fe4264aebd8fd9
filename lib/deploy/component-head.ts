import type { Queryable } from "@/db/client";
import type { ComponentRow, ProjectRow } from "@/lib/catalog/store";
import { componentView } from "@/lib/catalog/views";
import type { ComponentHeadView } from "./views";

/** What stands at the top of each of a component's pages. */
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
