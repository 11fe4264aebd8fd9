import { and, asc, count, eq, gt, inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { build, component, project } from "@/db/schema";
import type { ComponentId, OrganizationId, ProjectId } from "@/lib/kernel/ids";
import type { ComponentRow, ProjectRow } from "./store";

export interface ProjectView {
  id: ProjectId;
  slug: string;
  name: string;
  /** How many it has. */
  components: number;
  createdAt: Date;
}

export interface ComponentView {
  id: ComponentId;
  project: string;
  slug: string;
  name: string;
  latestBuild: {
    number: number;
    version: string | null;
    digest: string;
    commit: string;
    builtAt: Date;
  } | null;
  createdAt: Date;
}

type Window = { after: string | null; take: number };

/** Projects by slug, of those the caller may read (`"all"`, or their ids). */
export async function projectsOf(
  db: Queryable,
  organizationId: OrganizationId,
  readable: "all" | ProjectId[],
  { after, take }: Window,
): Promise<ProjectView[]> {
  const components = db
    .select({ count: count() })
    .from(component)
    .where(and(eq(component.organizationId, project.organizationId), eq(component.projectId, project.id)));
  return db
    .select({
      id: project.id,
      slug: project.slug,
      name: project.name,
      components: sql<number>`(${components})`.mapWith(Number),
      createdAt: project.createdAt,
    })
    .from(project)
    .where(
      and(
        eq(project.organizationId, organizationId),
        readable === "all" ? undefined : inArray(project.id, readable),
        after === null ? undefined : gt(project.slug, after),
      ),
    )
    .orderBy(asc(project.slug))
    .limit(take);
}

/** One project as lists show it. */
export async function projectView(db: Queryable, row: ProjectRow): Promise<ProjectView> {
  const [found] = await db
    .select({ count: count() })
    .from(component)
    .where(and(eq(component.organizationId, row.organizationId), eq(component.projectId, row.id)));
  const { id, slug, name, createdAt } = row;
  return { id, slug, name, components: found?.count ?? 0, createdAt };
}

/** The project's components by slug, each with its newest build. */
export async function componentsOf(
  db: Queryable,
  parent: ProjectRow,
  { after, take }: Window,
): Promise<ComponentView[]> {
  const rows = await db
    .select()
    .from(component)
    .where(
      and(
        eq(component.organizationId, parent.organizationId),
        eq(component.projectId, parent.id),
        after === null ? undefined : gt(component.slug, after),
      ),
    )
    .orderBy(asc(component.slug))
    .limit(take);
  return componentViews(db, parent, rows);
}

export async function componentView(
  db: Queryable,
  parent: ProjectRow,
  row: ComponentRow,
): Promise<ComponentView> {
  const [view] = await componentViews(db, parent, [row]);
  if (!view) throw new Error("invariant: one row is one view");
  return view;
}

async function componentViews(
  db: Queryable,
  parent: ProjectRow,
  rows: ComponentRow[],
): Promise<ComponentView[]> {
  if (rows.length === 0) return [];
  const latest = await db
    .selectDistinctOn([build.componentId], {
      componentId: build.componentId,
      number: build.number,
      version: build.version,
      digest: build.digest,
      commit: build.commitSha,
      builtAt: build.builtAt,
    })
    .from(build)
    .where(
      and(
        eq(build.organizationId, parent.organizationId),
        inArray(
          build.componentId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(build.componentId, sql`${build.number} desc`);
  return rows.map(({ id, slug, name, createdAt }) => {
    const { componentId: _, ...newest } = latest.find((one) => one.componentId === id) ?? {};
    const latestBuild = "number" in newest ? newest : null;
    return { id, project: parent.slug, slug, name, latestBuild, createdAt };
  });
}
