import { and, desc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalRequest, build, deployment, environment, member } from "@/db/schema";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import type { ComponentId, OrganizationId } from "@/lib/kernel/ids";

const d = deployment;
const r = approvalRequest;

/** Who approved a request, in the order of the votes that counted. */
const approvers = sql<string[]>`coalesce((select array_agg(distinct m.name) from vote v
  join member m on m.organization_id = v.organization_id and m.id = v.voter_id
  where v.organization_id = ${r.organizationId} and v.request_id = ${r.id} and v.decision = 'approve' and v.replaced_at is null), '{}')`;

/** The component's newest deployments, with who started them and under which request. */
export async function lastDeployments(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  limit: number,
) {
  return db
    .select({
      id: d.id,
      kind: d.kind,
      state: d.state,
      createdAt: d.createdAt,
      build: build.number,
      to: environment.name,
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
    .where(and(eq(d.organizationId, organizationId), eq(d.componentId, componentId)))
    .orderBy(desc(d.createdAt), desc(d.id))
    .limit(limit);
}

/** The component's newest requests; one whose time has run out counts as expired. */
export async function lastRequests(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  limit: number,
) {
  const isOverdue = sql<boolean>`(${r.closedAt} is null and coalesce(${r.expiresAt} <= clock_timestamp(), false))`;
  return db
    .select({
      number: r.number,
      state: r.state,
      isOverdue,
      to: sql<string>`${r.subject} -> 'to' ->> 'name'`,
      kind: sql<DeploymentKind>`${r.subject} ->> 'kind'`,
      build: sql<number>`(${r.subject} -> 'build' ->> 'number')::int`,
      by: member.name,
      closedBy: sql<string | null>`${r.closedBy} ->> 'name'`,
      overridden: r.overridden,
      openedAt: r.openedAt,
      expiresAt: r.expiresAt,
      closedAt: r.closedAt,
    })
    .from(r)
    .innerJoin(
      member,
      and(
        eq(member.organizationId, r.organizationId),
        sql`${member.id} = coalesce(${r.startedBy}, ${r.openedBy})`,
      ),
    )
    .where(and(eq(r.organizationId, organizationId), eq(r.componentId, componentId)))
    .orderBy(desc(r.openedAt), desc(r.number))
    .limit(limit);
}
