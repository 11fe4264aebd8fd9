import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { prepared } from "@/db/prepared";
import { build, buildCommit, type ConfigurationEntries, configurationVersion } from "@/db/schema";
import { configurationDiff, type EntryChange } from "@/lib/deploy/core/diff";
import { commitAddress, compareAddress } from "@/lib/deploy/core/web-address";
import type { ComponentId, ConfigurationId, OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";

export interface CommitView {
  sha: string;
  /** The first line of the message. */
  title: string;
  author: string;
  build: number;
  at: Date;
  /** Where it can be read; null where its build does not say. */
  url: string | null;
}

/** What would become live and what is: numbers of builds, ids of configurations (null: only the commits are asked for). */
export interface ChangesWanted {
  componentId: ComponentId;
  build: number;
  configurationId: ConfigurationId | null;
  live: { build: number; configurationId: ConfigurationId | null } | null;
}

export interface ChangesView {
  commits: CommitView[];
  /** All commits; `commits` holds the newest 200. */
  commitCount: number;
  configuration: EntryChange[];
  /** Where all of it can be read at once; null where the build does not say. */
  compareUrl: string | null;
  /** The requested build is older than the live one: its commits go away instead of being added. */
  backwards: boolean;
}

interface Found extends Record<string, unknown> {
  before: ConfigurationEntries | null;
  after: ConfigurationEntries | null;
  commits: (Omit<CommitView, "title" | "at" | "url"> & {
    message: string;
    at: string;
    total: number;
    source: string | null;
    built: string;
  })[];
  /** Of the newest of these builds, and the commit of the build they are counted from. */
  newest: { source: string | null; built: string; from: string | null } | null;
}

/** Both configurations, and the commits of the builds above `low` up to `high`, newest first. */
const changes = prepared<Found>(
  "changes",
  sql`select (${entriesOf("before")}) as before, (${entriesOf("after")}) as after,
    (select coalesce(json_agg(shown), '[]') from (
      select c.sha, c.message, c.author_name as author, b.number as build, c.committed_at as at, count(*) over () as total,
        b.source_url as source, b.commit_sha as built
      from ${build} b join ${buildCommit} c on c.organization_id = b.organization_id and c.build_id = b.id
      where b.organization_id = ${sql.placeholder("organizationId")} and b.component_id = ${sql.placeholder("componentId")}
        and b.number > ${sql.placeholder("low")} and b.number <= ${sql.placeholder("high")}
      order by b.number desc, c.position limit 200) shown) as commits,
    (select json_build_object('source', b.source_url, 'built', b.commit_sha, 'from', (${commitOf("low")}))
      from ${build} b where b.organization_id = ${sql.placeholder("organizationId")}
        and b.component_id = ${sql.placeholder("componentId")} and b.number = ${sql.placeholder("high")}) as newest`,
);

function commitOf(number: string): SQL {
  return sql`select commit_sha from ${build} where organization_id = ${sql.placeholder("organizationId")}
    and component_id = ${sql.placeholder("componentId")} and number = ${sql.placeholder(number)}`;
}

function entriesOf(which: string): SQL {
  return sql`select entries from ${configurationVersion} where organization_id = ${sql.placeholder("organizationId")} and id = ${sql.placeholder(which)}`;
}

/** What changes if this ships: the commits of all builds between, newest first, and the configuration's difference. */
export async function readChanges(
  db: Queryable,
  organizationId: OrganizationId,
  { componentId, build: wanted, configurationId, live }: ChangesWanted,
): Promise<ChangesView> {
  const backwards = live !== null && live.build > wanted;
  const [low, high] = backwards ? [wanted, live.build] : [live?.build ?? 0, wanted];
  const before = live?.configurationId ?? null;
  const [found] = await changes.run(db, {
    organizationId,
    componentId,
    before,
    after: configurationId,
    low,
    high,
  });
  invariant(found, "a select without from answers one row");
  return {
    commits: found.commits.map(({ sha, message, author, build: of, at, source, built }) => ({
      sha,
      title: message.split("\n", 1)[0] ?? "",
      author,
      build: of,
      at: new Date(at),
      url: commitAddress(source, built, sha),
    })),
    commitCount: found.commits[0]?.total ?? 0,
    compareUrl: found.newest?.from
      ? compareAddress(found.newest.source, found.newest.built, found.newest.from)
      : null,
    configuration: configurationDiff(found.before ?? {}, found.after ?? {}),
    backwards,
  };
}
