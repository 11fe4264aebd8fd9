import { and, desc, eq, type SQLWrapper, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  approvalRequest,
  build,
  buildCommit,
  configurationVersion,
  deployment,
  environment,
  member,
} from "@/db/schema";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import { ofBuild } from "@/lib/catalog/views-builds";
import { savedBy } from "@/lib/catalog/views-configuration";
import type { ComponentId, OrganizationId } from "@/lib/kernel/ids";
import { approvers, calledThen, ofDeployment, overriddenBy, starter } from "./store-joined";

const d = deployment;
const r = approvalRequest;
const cv = configurationVersion;

/** The newest of what happened to a component, or what happened before an instant. */
export interface ActivityWindow {
  organizationId: OrganizationId;
  componentId: ComponentId;
  before: Date | null;
  take: number;
}

type Table = typeof d | typeof r | typeof build | typeof cv;

/** What of a table happened to the component in this window, by the column that says when. */
function within(table: Table, at: SQLWrapper, { organizationId, componentId, before }: ActivityWindow) {
  return and(
    eq(table.organizationId, organizationId),
    eq(table.componentId, componentId),
    before === null ? undefined : sql`${at} < ${before.toISOString()}::timestamptz`,
  );
}

/** Deployments, with who started them and under which request. */
export async function lastDeployments(db: Queryable, window: ActivityWindow) {
  return db
    .select({
      id: d.id,
      kind: d.kind,
      state: d.state,
      createdAt: d.createdAt,
      build: build.number,
      to: { slug: environment.slug, name: environment.name },
      by: starter,
      request: r.number,
      approvers,
      overriddenBy,
    })
    .from(d)
    .innerJoin(build, ofDeployment.build)
    .innerJoin(environment, ofDeployment.environment)
    .innerJoin(member, ofDeployment.starter)
    .leftJoin(r, ofDeployment.request)
    .where(within(d, d.createdAt, window))
    .orderBy(desc(d.createdAt), desc(d.id))
    .limit(window.take);
}

/** When a request ended: it was closed, or its time ran out, whether or not anybody has written that down. */
const endedAt = sql`coalesce(${r.closedAt}, case when ${r.expiresAt} <= clock_timestamp() then ${r.expiresAt} end)`;

/** Requests by when they were opened, or (`ended`) by when they ended. */
export async function lastRequests(db: Queryable, window: ActivityWindow, by: "opened" | "ended") {
  const at = by === "opened" ? sql`${r.openedAt}` : endedAt;
  return db
    .select({
      number: r.number,
      state: r.state,
      isOverdue: sql<boolean>`(${r.closedAt} is null and coalesce(${r.expiresAt} <= clock_timestamp(), false))`,
      to: sql<string>`${r.subject} -> 'to' ->> 'name'`,
      kind: sql<DeploymentKind>`${r.subject} ->> 'kind'`,
      build: sql<number>`(${r.subject} -> 'build' ->> 'number')::int`,
      by: calledThen(r.id),
      closedBy: sql<string | null>`${r.closedBy} ->> 'name'`,
      overridden: r.overridden,
      at: sql`${at}`.mapWith(r.openedAt),
    })
    .from(r)
    .innerJoin(
      member,
      and(
        eq(member.organizationId, r.organizationId),
        sql`${member.id} = coalesce(${r.startedBy}, ${r.openedBy})`,
      ),
    )
    .where(and(within(r, at, window), by === "opened" ? undefined : sql`${at} is not null`))
    .orderBy(sql`${at} desc`, desc(r.number))
    .limit(window.take);
}

/** Builds by when they were built, with the first line of what was. */
export async function lastBuilds(db: Queryable, window: ActivityWindow) {
  return db
    .select({
      number: build.number,
      by: member.name,
      message: sql<string | null>`split_part(${buildCommit.message}, E'\n', 1)`,
      at: build.builtAt,
    })
    .from(build)
    .innerJoin(member, ofBuild.reporter)
    .leftJoin(buildCommit, ofBuild.head)
    .where(within(build, build.builtAt, window))
    .orderBy(desc(build.builtAt), desc(build.number))
    .limit(window.take);
}

/** Versions of configurations: saved ones, and those that a request proposed. */
export async function lastVersions(db: Queryable, window: ActivityWindow) {
  return db
    .select({
      version: cv.version,
      of: { slug: environment.slug, name: environment.name },
      by: member.name,
      at: cv.createdAt,
    })
    .from(cv)
    .innerJoin(
      environment,
      and(eq(environment.organizationId, cv.organizationId), eq(environment.id, cv.environmentId)),
    )
    .leftJoin(member, savedBy)
    .where(within(cv, cv.createdAt, window))
    .orderBy(desc(cv.createdAt), desc(cv.version))
    .limit(window.take);
}
