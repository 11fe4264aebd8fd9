import { and, desc, eq, gt, lte, or, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { build, buildCommit } from "@/db/schema";
import { configurationDiff, type EntryChange } from "@/lib/deploy/core/diff";
import type { ComponentId, ConfigurationId, OrganizationId } from "@/lib/kernel/ids";
import { readConfiguration } from "./store-configuration";

export interface CommitView {
  sha: string;
  /** The first line of the message. */
  title: string;
  author: string;
  build: number;
  at: Date;
}

/** What would become live and what is: numbers of builds, ids of configurations. */
export interface ChangesWanted {
  componentId: ComponentId;
  build: number;
  configurationId: ConfigurationId;
  live: { build: number; configurationId: ConfigurationId } | null;
}

export interface ChangesView {
  commits: CommitView[];
  /** All commits; `commits` holds the newest 200. */
  commitCount: number;
  configuration: EntryChange[];
  /** The requested build is older than the live one: its commits go away instead of being added. */
  backwards: boolean;
}

/** What changes if this ships: the commits of all builds between, newest first, and the configuration's difference. */
export async function readChanges(
  db: Queryable,
  organizationId: OrganizationId,
  wanted: ChangesWanted,
): Promise<ChangesView> {
  const { componentId, live } = wanted;
  const backwards = live !== null && live.build > wanted.build;
  const [low, high] = backwards ? [wanted.build, live.build] : [live?.build ?? 0, wanted.build];
  const between = and(
    eq(build.organizationId, organizationId),
    eq(build.componentId, componentId),
    or(and(gt(build.number, low), lte(build.number, high))),
  );
  const rows = await db
    .select({
      sha: buildCommit.sha,
      message: buildCommit.message,
      author: buildCommit.authorName,
      build: build.number,
      at: buildCommit.committedAt,
      total: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(buildCommit)
    .innerJoin(
      build,
      and(eq(build.organizationId, buildCommit.organizationId), eq(build.id, buildCommit.buildId)),
    )
    .where(between)
    .orderBy(desc(build.number), buildCommit.position)
    .limit(200);
  const entries = async (id: ConfigurationId | undefined) =>
    id ? ((await readConfiguration(db, organizationId, id))?.entries ?? {}) : {};
  const [before, after] = [await entries(live?.configurationId), await entries(wanted.configurationId)];
  return {
    commits: rows.map(({ total: _total, message, ...row }) => ({
      ...row,
      title: message.split("\n", 1)[0] ?? "",
    })),
    commitCount: rows[0]?.total ?? 0,
    configuration: configurationDiff(before, after),
    backwards,
  };
}
