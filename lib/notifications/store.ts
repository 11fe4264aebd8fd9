import { and, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
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

/** Requests that a mail names, by number. */
export async function listRequests(db: Queryable, organizationId: OrganizationId, ids: RequestId[]) {
  return db
    .select({
      number: approvalRequest.number,
      workflow: approvalRequest.workflow,
      subject: approvalRequest.subject,
    })
    .from(approvalRequest)
    .where(and(eq(approvalRequest.organizationId, organizationId), inArray(approvalRequest.id, ids)))
    .orderBy(approvalRequest.number);
}

export async function readOrganization(db: Queryable, organizationId: OrganizationId) {
  const [row] = await db
    .select({ slug: organization.slug, name: organization.name })
    .from(organization)
    .where(eq(organization.id, organizationId));
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

/** The votes that counted, in order, with the voter's name and, where that is another, whose authority it was. */
export async function listCountingVotes(db: Queryable, organizationId: OrganizationId, requestId: RequestId) {
  const principal = alias(member, "principal");
  const rows = await db
    .select({
      name: member.name,
      principal: sql<
        string | null
      >`case when ${vote.principalId} <> ${vote.voterId} then ${principal.name} end`,
      decision: vote.decision,
      comment: vote.comment,
      replacedAt: vote.replacedAt,
    })
    .from(vote)
    .innerJoin(member, and(eq(member.organizationId, vote.organizationId), eq(member.id, vote.voterId)))
    .innerJoin(
      principal,
      and(eq(principal.organizationId, vote.organizationId), eq(principal.id, vote.principalId)),
    )
    .where(and(eq(vote.organizationId, organizationId), eq(vote.requestId, requestId)))
    .orderBy(vote.sequence);
  return rows.filter(({ replacedAt }) => replacedAt === null);
}
