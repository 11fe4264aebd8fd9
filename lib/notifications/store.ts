import { and, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalRequest, member, organization, requestEvent, vote } from "@/db/schema";
import type { EventId, MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";

/** A request with its organization's names: what its mails speak of. */
export async function readRequest(db: Queryable, organizationId: OrganizationId, id: RequestId) {
  const [row] = await db
    .select({
      request: approvalRequest,
      organization: { slug: organization.slug, name: organization.name },
      requester: { name: member.name },
    })
    .from(approvalRequest)
    .innerJoin(organization, eq(organization.id, approvalRequest.organizationId))
    .innerJoin(
      member,
      and(eq(member.organizationId, approvalRequest.organizationId), eq(member.id, approvalRequest.openedBy)),
    )
    .where(and(eq(approvalRequest.organizationId, organizationId), eq(approvalRequest.id, id)));
  return row;
}

export async function readMember(db: Queryable, organizationId: OrganizationId, id: MemberId) {
  const [row] = await db
    .select()
    .from(member)
    .where(and(eq(member.organizationId, organizationId), eq(member.id, id)));
  return row;
}

export async function readEvent(db: Queryable, id: EventId) {
  const [row] = await db.select().from(requestEvent).where(eq(requestEvent.id, id));
  return row;
}

/** The votes that counted, with the voters' names, in order. */
export async function listCountingVotes(db: Queryable, organizationId: OrganizationId, requestId: RequestId) {
  const rows = await db
    .select({
      name: member.name,
      decision: vote.decision,
      comment: vote.comment,
      replacedAt: vote.replacedAt,
    })
    .from(vote)
    .innerJoin(member, and(eq(member.organizationId, vote.organizationId), eq(member.id, vote.voterId)))
    .where(and(eq(vote.organizationId, organizationId), eq(vote.requestId, requestId)))
    .orderBy(vote.sequence);
  return rows.filter(({ replacedAt }) => replacedAt === null);
}
