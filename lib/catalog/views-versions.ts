import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type ConfigurationEntries, configurationVersion, member } from "@/db/schema";
import type { ComponentId, ConfigurationId, EnvironmentId, OrganizationId } from "@/lib/kernel/ids";
import type { Place } from "./store-configuration";
import { type ConfigurationView, savedBy, versionColumns } from "./views-configuration";

const cv = configurationVersion;

/** A version of a place's configuration, without what is in it. */
export interface VersionRow {
  id: ConfigurationId;
  environmentId: EnvironmentId;
  version: number;
  hash: string;
  createdAt: Date;
  /** Who saved it, or asked for a promotion that would bring it. */
  by: string | null;
}

/** The newest versions of a component's configuration in every environment, `each` of each, highest number first. */
export async function recentVersions(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  each: number,
): Promise<VersionRow[]> {
  const ranked = db
    .select({
      id: cv.id,
      environmentId: cv.environmentId,
      version: cv.version,
      hash: cv.hash,
      createdAt: cv.createdAt,
      createdBy: cv.createdBy,
      rank: sql<number>`row_number() over (partition by ${cv.environmentId} order by ${cv.version} desc)`.as(
        "rank",
      ),
    })
    .from(cv)
    .where(and(eq(cv.organizationId, organizationId), eq(cv.componentId, componentId)))
    .as("ranked");
  return db
    .select({
      id: ranked.id,
      environmentId: ranked.environmentId,
      version: ranked.version,
      hash: ranked.hash,
      createdAt: ranked.createdAt,
      by: member.name,
    })
    .from(ranked)
    .leftJoin(member, and(eq(member.organizationId, organizationId), eq(member.id, ranked.createdBy)))
    .where(sql`${ranked.rank} <= ${each}`)
    .orderBy(sql`${ranked.version} desc`);
}

/** What is in a version. Undefined: the place has none of that number. */
export async function entriesOfVersion(
  db: Queryable,
  { organizationId, componentId, environmentId }: Place,
  version: number,
): Promise<ConfigurationEntries | undefined> {
  const [row] = await db
    .select({ entries: cv.entries })
    .from(cv)
    .where(
      and(
        eq(cv.organizationId, organizationId),
        eq(cv.componentId, componentId),
        eq(cv.environmentId, environmentId),
        eq(cv.version, version),
      ),
    );
  return row?.entries;
}

/** A place's configuration as it was at every version, highest number first, below `before` when that is given. */
export async function versionsOf(
  db: Queryable,
  { organizationId, componentId, environmentId }: Place,
  { before, take }: { before: number | null; take: number },
): Promise<(ConfigurationView & { savedAt: Date })[]> {
  return db
    .select(versionColumns)
    .from(cv)
    .leftJoin(member, savedBy)
    .where(
      and(
        eq(cv.organizationId, organizationId),
        eq(cv.componentId, componentId),
        eq(cv.environmentId, environmentId),
        before === null ? undefined : lt(cv.version, before),
      ),
    )
    .orderBy(desc(cv.version))
    .limit(take);
}
