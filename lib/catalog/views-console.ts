import { and, eq, max, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { configurationVersion, project } from "@/db/schema";
import type { OrganizationId, ProjectId } from "@/lib/kernel/ids";
import type { Place } from "./store-configuration";

/** The number under which a place's configuration with this hash is stored, or would be stored next. */
export async function configurationNumber(db: Queryable, place: Place, hash: string): Promise<number> {
  const cv = configurationVersion;
  const [row] = await db
    .select({
      same: sql<number | null>`max(${cv.version}) filter (where ${cv.hash} = ${hash})`,
      latest: max(cv.version),
    })
    .from(cv)
    .where(
      and(
        eq(cv.organizationId, place.organizationId),
        eq(cv.componentId, place.componentId),
        eq(cv.environmentId, place.environmentId),
      ),
    );
  return row?.same ?? (row?.latest ?? 0) + 1;
}

/** A project as the console's home lists it. */
export interface ProjectCardView {
  slug: string;
  name: string;
  components: string[];
  lastBuildAt: Date | null;
}

const mostProjects = 500;

/** The projects that somebody may read, by name, with their components' names and when something was built last. */
export async function projectCards(
  db: Queryable,
  organizationId: OrganizationId,
  readable: "all" | ProjectId[],
): Promise<ProjectCardView[]> {
  // In a select from one table drizzle writes columns without their table: inside a subquery they would be its own.
  const ofProject = sql`c.organization_id = project.organization_id and c.project_id = project.id`;
  const rows = await db
    .select({
      slug: project.slug,
      name: project.name,
      components: sql<
        string[]
      >`coalesce((select array_agg(c.name order by c.name) from component c where ${ofProject}), '{}')`,
      lastBuildAt: sql<
        string | null
      >`(select to_json(max(newest.built_at)) #>> '{}' from component c cross join lateral (
        select b.built_at from build b where b.organization_id = c.organization_id and b.component_id = c.id
        order by b.number desc limit 1) newest where ${ofProject})`,
    })
    .from(project)
    .where(
      and(
        eq(project.organizationId, organizationId),
        readable === "all" ? undefined : sql`${project.id} = any(${sql.param(readable)}::text[])`,
      ),
    )
    .orderBy(sql`lower(${project.name})`)
    .limit(mostProjects);
  return rows.map((row) => ({
    ...row,
    lastBuildAt: row.lastBuildAt === null ? null : new Date(row.lastBuildAt),
  }));
}
