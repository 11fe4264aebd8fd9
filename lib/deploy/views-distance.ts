import { and, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { configurationVersion } from "@/db/schema";
import type { ComponentId, ConfigurationId, OrganizationId } from "@/lib/kernel/ids";

/** Two builds of a component by number; the commits between are those after `low` up to `high`. */
export interface Distance {
  componentId: ComponentId;
  low: number;
  high: number;
}

export const distanceKey = ({ componentId, low, high }: Distance) => `${componentId} ${low} ${high}`;

/** How many commits were reported between two builds, for all pairs in one statement; by `distanceKey`. */
export async function countCommits(
  db: Queryable,
  organizationId: OrganizationId,
  distances: Distance[],
): Promise<Map<string, number>> {
  if (distances.length === 0) return new Map();
  // Two paths may span the same builds: each span is asked for once, or its commits would be counted twice.
  const spans = [...new Map(distances.map((one) => [distanceKey(one), one])).values()];
  const { rows } = await db.execute<Distance & { commits: number } & Record<string, unknown>>(sql`
    select p."componentId", p.low, p.high, count(c.sha)::int as commits
    from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as p("componentId" text, low int, high int)
    join build b on b.organization_id = ${organizationId} and b.component_id = p."componentId" and b.number > p.low and b.number <= p.high
    join build_commit c on c.organization_id = b.organization_id and c.build_id = b.id
    group by 1, 2, 3`);
  return new Map(rows.map((row) => [distanceKey(row), row.commits]));
}

export async function readEntries(
  db: Queryable,
  organizationId: OrganizationId,
  ids: ConfigurationId[],
): Promise<Map<ConfigurationId, (typeof configurationVersion.$inferSelect)["entries"]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: configurationVersion.id, entries: configurationVersion.entries })
    .from(configurationVersion)
    .where(
      and(eq(configurationVersion.organizationId, organizationId), inArray(configurationVersion.id, ids)),
    );
  return new Map(rows.map(({ id, entries }) => [id, entries]));
}
