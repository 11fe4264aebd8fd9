import { and, eq, inArray, max, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type approvalRequest, requestEvent, role, roleAssignment, vote } from "@/db/schema";
import type { MemberId, OrganizationId, RequestId, RoleId, VoteId } from "@/lib/kernel/ids";

export type RequestRow = typeof approvalRequest.$inferSelect;

export async function listVotes(db: Queryable, organizationId: OrganizationId, ids: RequestId[]) {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(vote)
    .where(and(eq(vote.organizationId, organizationId), inArray(vote.requestId, ids)))
    .orderBy(vote.sequence);
}

/** A request's record, in order. */
export async function listEvents(
  db: Queryable,
  organizationId: OrganizationId,
  requestId: RequestId,
  afterSequence: number,
  limit: number,
) {
  const e = requestEvent;
  return db
    .select()
    .from(e)
    .where(
      and(
        eq(e.organizationId, organizationId),
        eq(e.requestId, requestId),
        sql`${e.sequence} > ${afterSequence}`,
      ),
    )
    .orderBy(e.sequence)
    .limit(limit);
}

/** How these requests' first events name people: who asked, and whom it was asked for. */
export async function listNamesWhenAsked(db: Queryable, organizationId: OrganizationId, ids: RequestId[]) {
  if (ids.length === 0) return [];
  const e = requestEvent;
  return db
    .select({ requestId: e.requestId, actor: e.actor, names: namesIn<Record<string, string> | null>() })
    .from(e)
    .where(and(eq(e.organizationId, organizationId), inArray(e.requestId, ids), eq(e.sequence, 1)));
}

/** What the people of these requests' votes were called when they were cast. */
export async function listNamesOfVotes(db: Queryable, organizationId: OrganizationId, ids: RequestId[]) {
  if (ids.length === 0) return [];
  const e = requestEvent;
  return db
    .select({
      voteId: sql<VoteId>`${e.data} ->> 'voteId'`,
      names: namesIn<{ voter: string; principal: string }>(),
    })
    .from(e)
    .where(and(eq(e.organizationId, organizationId), inArray(e.requestId, ids), eq(e.type, "vote.cast")));
}

function namesIn<Names>(): SQL<Names> {
  return sql<Names>`${requestEvent.data} -> 'names'`;
}

/** Names of those of these roles that a member holds anywhere: why they may decide. */
export async function listHeldRoleNames(
  db: Queryable,
  organizationId: OrganizationId,
  memberId: MemberId,
  roles: RoleId[],
): Promise<string[]> {
  if (roles.length === 0) return [];
  const rows = await db
    .selectDistinct({ name: role.name })
    .from(roleAssignment)
    .innerJoin(
      role,
      and(eq(role.organizationId, roleAssignment.organizationId), eq(role.id, roleAssignment.roleId)),
    )
    .where(
      and(
        eq(roleAssignment.organizationId, organizationId),
        eq(roleAssignment.memberId, memberId),
        inArray(roleAssignment.roleId, roles),
      ),
    );
  return rows.map(({ name }) => name);
}

/** What was said about a request besides its votes, in order. */
export async function listComments(db: Queryable, organizationId: OrganizationId, requestId: RequestId) {
  const e = requestEvent;
  const rows = await db
    .select({ actor: e.actor, at: e.at, text: sql<string>`${e.data} ->> 'text'` })
    .from(e)
    .where(and(eq(e.organizationId, organizationId), eq(e.requestId, requestId), eq(e.type, "comment.added")))
    .orderBy(e.sequence);
  return rows.map(({ actor, ...comment }) => ({ ...comment, author: actor.name }));
}

/** When the approvers of these requests were reminded last; those never reminded are left out. */
export async function listReminders(
  db: Queryable,
  organizationId: OrganizationId,
  ids: RequestId[],
): Promise<Map<RequestId, Date>> {
  if (ids.length === 0) return new Map();
  const e = requestEvent;
  const rows = await db
    .select({ id: e.requestId, at: max(e.at) })
    .from(e)
    .where(
      and(eq(e.organizationId, organizationId), inArray(e.requestId, ids), eq(e.type, "request.reminded")),
    )
    .groupBy(e.requestId);
  return new Map(rows.flatMap(({ id, at }) => (at ? [[id, at]] : [])));
}
