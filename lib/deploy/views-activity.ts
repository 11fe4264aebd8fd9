import { and, desc, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
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
import type { ComponentId, OrganizationId } from "@/lib/kernel/ids";

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

function earlier(at: SQLWrapper, before: Date | null): SQL | undefined {
  return before === null ? undefined : sql`${at} < ${before.toISOString()}::timestamptz`;
}

/** Who approved a request, in the order of the votes that counted. */
const approvers = sql<string[]>`coalesce((select array_agg(distinct m.name) from vote v
  join member m on m.organization_id = v.organization_id and m.id = v.voter_id
  where v.organization_id = ${r.organizationId} and v.request_id = ${r.id} and v.decision = 'approve' and v.replaced_at is null), '{}')`;

/** Deployments, with who started them and under which request. */
export async function lastDeployments(
  db: Queryable,
  { organizationId, componentId, before, take }: ActivityWindow,
) {
  return db
    .select({
      id: d.id,
      kind: d.kind,
      state: d.state,
      createdAt: d.createdAt,
      build: build.number,
      to: { slug: environment.slug, name: environment.name },
      by: member.name,
      request: r.number,
      approvers,
    })
    .from(d)
    .innerJoin(build, and(eq(build.organizationId, d.organizationId), eq(build.id, d.buildId)))
    .innerJoin(
      environment,
      and(eq(environment.organizationId, d.organizationId), eq(environment.id, d.environmentId)),
    )
    .innerJoin(member, and(eq(member.organizationId, d.organizationId), eq(member.id, d.startedBy)))
    .leftJoin(r, and(eq(r.organizationId, d.organizationId), eq(r.id, d.requestId)))
    .where(
      and(eq(d.organizationId, organizationId), eq(d.componentId, componentId), earlier(d.createdAt, before)),
    )
    .orderBy(desc(d.createdAt), desc(d.id))
    .limit(take);
}

/** When a request ended: it was closed, or its time ran out, whether or not anybody has written that down. */
const endedAt = sql`coalesce(${r.closedAt}, case when ${r.expiresAt} <= clock_timestamp() then ${r.expiresAt} end)`;

/** Requests by when they were opened, or (`ended`) by when they ended. */
export async function lastRequests(
  db: Queryable,
  { organizationId, componentId, before, take }: ActivityWindow,
  by: "opened" | "ended",
) {
  const at = by === "opened" ? sql`${r.openedAt}` : endedAt;
  return db
    .select({
      number: r.number,
      state: r.state,
      isOverdue: sql<boolean>`(${r.closedAt} is null and coalesce(${r.expiresAt} <= clock_timestamp(), false))`,
      to: sql<string>`${r.subject} -> 'to' ->> 'name'`,
      kind: sql<DeploymentKind>`${r.subject} ->> 'kind'`,
      build: sql<number>`(${r.subject} -> 'build' ->> 'number')::int`,
      by: member.name,
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
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.componentId, componentId),
        by === "opened" ? undefined : sql`${at} is not null`,
        earlier(at, before),
      ),
    )
    .orderBy(sql`${at} desc`, desc(r.number))
    .limit(take);
}

/** Builds by when they were built, with the first line of what was. */
export async function lastBuilds(
  db: Queryable,
  { organizationId, componentId, before, take }: ActivityWindow,
) {
  return db
    .select({
      number: build.number,
      by: member.name,
      message: sql<string | null>`split_part(${buildCommit.message}, E'\n', 1)`,
      at: build.builtAt,
    })
    .from(build)
    .innerJoin(member, and(eq(member.organizationId, build.organizationId), eq(member.id, build.reportedBy)))
    .leftJoin(
      buildCommit,
      and(
        eq(buildCommit.organizationId, build.organizationId),
        eq(buildCommit.buildId, build.id),
        eq(buildCommit.sha, build.commitSha),
      ),
    )
    .where(
      and(
        eq(build.organizationId, organizationId),
        eq(build.componentId, componentId),
        earlier(build.builtAt, before),
      ),
    )
    .orderBy(desc(build.builtAt), desc(build.number))
    .limit(take);
}

/** Versions of configurations: saved ones, and those that a request proposed. */
export async function lastVersions(
  db: Queryable,
  { organizationId, componentId, before, take }: ActivityWindow,
) {
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
    .leftJoin(member, and(eq(member.organizationId, cv.organizationId), eq(member.id, cv.createdBy)))
    .where(
      and(
        eq(cv.organizationId, organizationId),
        eq(cv.componentId, componentId),
        earlier(cv.createdAt, before),
      ),
    )
    .orderBy(desc(cv.createdAt), desc(cv.version))
    .limit(take);
}
