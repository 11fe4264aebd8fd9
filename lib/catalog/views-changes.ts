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
  const { live } = wanted;
  const entries = async (id: ConfigurationId | undefined) =>
    id ? ((await readConfiguration(db, organizationId, id))?.entries ?? {}) : {};
  const [before, after] = [await entries(live?.configurationId), await entries(wanted.configurationId)];
  const shipped = await readCommits(
    db,
    organizationId,
    wanted.componentId,
    wanted.build,
    live?.build ?? null,
  );
  return { ...shipped, configuration: configurationDiff(before, after) };
}

/** The commits between a build and the live one (null: nothing is live), newest first, at most 200 of them. */
export async function readCommits(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  wanted: number,
  live: number | null,
): Promise<Omit<ChangesView, "configuration">> {
  const backwards = live !== null && live > wanted;
  const [low, high] = backwards ? [wanted, live] : [live ?? 0, wanted];
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
  return {
    commits: rows.map(({ total: _total, message, ...row }) => ({
      ...row,
      title: message.split("\n", 1)[0] ?? "",
    })),
    commitCount: rows[0]?.total ?? 0,
    backwards,
  };
}
