import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalRequest, componentEnvironment, member } from "@/db/schema";
import type { PromotionState, RequestState } from "@/lib/approvals/core/request-state";
import { stateOf } from "@/lib/approvals/store-state";
import { type HeldRole, hasPermission } from "@/lib/directory/permissions";
import type { ComponentId, EnvironmentId, MemberId, OrganizationId } from "@/lib/kernel/ids";

const r = approvalRequest;
type StoredVotes = Parameters<typeof stateOf>[1]["votes"];

// In a select from one table drizzle writes columns without their table: inside a subquery they would be the subquery's.
const votes = sql<StoredVotes>`(select coalesce(json_agg(json_build_object('id', v.id, 'voterId', v.voter_id, 'principalId', v.principal_id,
  'step', v.step, 'requirement', v.requirement, 'decision', v.decision, 'comment', v.comment, 'castAt', v.cast_at, 'replacedAt', v.replaced_at)
  order by v.sequence), '[]') from vote v where v.organization_id = approval_request.organization_id and v.request_id = approval_request.id)`;

/** Of each place of these components: the newest request, and those that are open or whose approval is ready or in use. */
function concerning(organizationId: OrganizationId, componentIds: ComponentId[]): SQL {
  const ofPlace = sql`select q.id from approval_request q where q.organization_id = ce.organization_id
    and q.component_id = ce.component_id and q.to_environment_id = ce.environment_id and q.workflow = 'environment-promotion'`;
  return sql`(select one.id from ${componentEnvironment} ce cross join lateral (
      (${ofPlace} order by q.opened_at desc, q.number desc limit 1)
      union (${ofPlace} and (q.closed_at is null or q.use in ('ready', 'running')) order by q.number desc limit 11)
    ) one
    where ce.organization_id = ${organizationId} and ce.component_id = any(${sql.param(componentIds)}::text[]))`;
}

/** A request towards a place, with whether the viewer was ever asked or voted (engine.md, rule 15). */
export interface PlaceRequest {
  componentId: ComponentId;
  from: EnvironmentId | null;
  to: EnvironmentId | null;
  state: PromotionState;
  lapsesAt: Date | null;
  wasAsked: boolean;
}

export async function readPlaceRequests(
  db: Queryable,
  organizationId: OrganizationId,
  componentIds: ComponentId[],
  viewer: MemberId,
): Promise<PlaceRequest[]> {
  const wasAsked = sql<boolean>`exists (select 1 from request_participant p where p.organization_id = approval_request.organization_id
    and p.request_id = approval_request.id and p.member_id = ${viewer})`;
  const rows = await db
    .select({ row: r, votes, wasAsked })
    .from(r)
    .where(
      and(eq(r.organizationId, organizationId), sql`${r.id} in ${concerning(organizationId, componentIds)}`),
    )
    .orderBy(sql`${r.number} desc`);
  return rows.flatMap(({ row, votes: cast, wasAsked: asked }) => {
    const { componentId, fromEnvironmentId: from, toEnvironmentId: to, lapsesAt } = row;
    const state = stateOf(row, { votes: cast, uses: [] });
    return componentId && state.workflow === "environment-promotion"
      ? [{ componentId, from, to, state, lapsesAt, wasAsked: asked }]
      : [];
  });
}

/** Members as they are now: their names, and where they may still ask for promotions. */
export async function readRequesters(db: Queryable, organizationId: OrganizationId, ids: MemberId[]) {
  if (ids.length === 0) return new Map<MemberId, { name: string; lost: (at: RequestState) => boolean }>();
  const roles = sql<
    HeldRole[]
  >`(select coalesce(json_agg(json_build_object('system', ro.system, 'permissions', ro.permissions, 'projectId', a.project_id)), '[]')
    from role_assignment a join role ro on ro.organization_id = a.organization_id and ro.id = a.role_id
    where a.organization_id = member.organization_id and a.member_id = member.id)`;
  const rows = await db
    .select({ id: member.id, name: member.name, disabledAt: member.disabledAt, roles })
    .from(member)
    .where(and(eq(member.organizationId, organizationId), inArray(member.id, ids)));
  return new Map(
    rows.map(({ id, name, disabledAt, roles: held }) => [
      id,
      {
        name,
        lost: ({ projectId }: RequestState) =>
          disabledAt !== null || !hasPermission(held, "request.create", projectId ?? "organization"),
      },
    ]),
  );
}
