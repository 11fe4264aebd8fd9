import { and, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { approvalRequest, approvalUse, member, organization } from "@/db/schema";
import type { PromotionState } from "@/lib/approvals/core/request-state";
import type { PromotionSubject } from "@/lib/approvals/core/request-subject";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import type { Place } from "@/lib/catalog/store-configuration";
import type { EnvironmentId, OrganizationId, RequestId } from "@/lib/kernel/ids";

/**
 * The approval by which a deployment that names no request may go: one for just this before others, ready before being
 * used right now, the newest. One that does not fit is answered too: using it says in what it differs.
 */
export async function findGrant(
  tx: Transaction,
  { organizationId, componentId, environmentId }: Place,
  wish: { kind: DeploymentKind; from: { id: EnvironmentId } | null; build?: number | undefined },
) {
  const r = approvalRequest;
  const [row] = await tx
    .select({ number: r.number })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.componentId, componentId),
        eq(r.toEnvironmentId, environmentId),
        inArray(r.use, ["ready", "running"]),
      ),
    )
    .orderBy(
      desc(
        sql`${r.subject} ->> 'kind' = ${wish.kind} and ${r.fromEnvironmentId} = ${wish.from?.id ?? environmentId}
          and (${r.subject} -> 'build' ->> 'number')::int = coalesce(${wish.build ?? null}::int, (${r.subject} -> 'build' ->> 'number')::int)`,
      ),
      sql`${r.use} <> 'ready'`,
      desc(r.number),
    )
    .limit(1);
  return row;
}

/** What a request asks for. Fixed when it was opened, so it may be read before its lock. */
export async function readSubject(db: Queryable, organizationId: OrganizationId, number: number) {
  const r = approvalRequest;
  const [row] = await db
    .select({ id: r.id, subject: r.subject, rules: r.rules })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.number, number),
        eq(r.workflow, "environment-promotion"),
      ),
    );
  return row && { ...row, subject: row.subject as PromotionSubject };
}

/** What an approved request lets run by itself, and as whom. Fixed when it was opened. */
export async function readApproved(db: Queryable, organizationId: OrganizationId, id: RequestId) {
  const r = approvalRequest;
  const [row] = await db
    .select({
      number: r.number,
      subject: r.subject,
      openedBy: r.openedBy,
      startedBy: r.startedBy,
      requester: member.name,
      organization: organization.slug,
    })
    .from(r)
    .innerJoin(organization, eq(organization.id, r.organizationId))
    .innerJoin(member, and(eq(member.organizationId, r.organizationId), eq(member.id, r.openedBy)))
    .where(and(eq(r.organizationId, organizationId), eq(r.id, id), eq(r.workflow, "environment-promotion")));
  return row && { ...row, subject: row.subject as PromotionSubject };
}

/** Has anybody used this approval yet? Read under its place's lock, which every use of it takes. */
export async function wasUsed(
  tx: Transaction,
  organizationId: OrganizationId,
  id: RequestId,
): Promise<boolean> {
  const u = approvalUse;
  const uses = await tx
    .select({ id: u.id })
    .from(u)
    .where(and(eq(u.organizationId, organizationId), eq(u.requestId, id)))
    .limit(1);
  return uses.length > 0;
}

export async function readRequestNumber(
  db: Queryable,
  organizationId: OrganizationId,
  id: RequestId,
): Promise<number | undefined> {
  const r = approvalRequest;
  const [row] = await db
    .select({ number: r.number })
    .from(r)
    .where(and(eq(r.organizationId, organizationId), eq(r.id, id)));
  return row?.number;
}

/**
 * Locks the requests into a place and out of it that can still be used or decided, in the order of their numbers: whoever
 * ends several takes them in that order, so that nobody waits for somebody who waits for them.
 */
export async function lockBound(tx: Transaction, { organizationId, componentId, environmentId }: Place) {
  const r = approvalRequest;
  const rows = await tx
    .select({ number: r.number, fingerprintInput: r.fingerprintInput, rules: r.rules, subject: r.subject })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.componentId, componentId),
        or(eq(r.toEnvironmentId, environmentId), eq(r.fromEnvironmentId, environmentId)),
        or(isNull(r.closedAt), inArray(r.use, ["ready", "running"])),
      ),
    )
    .orderBy(r.number)
    .for("update");
  // Only promotions are about a component.
  return rows as (Omit<(typeof rows)[number], "fingerprintInput" | "subject"> &
    Pick<PromotionState, "fingerprintInput" | "subject">)[];
}

/** What of a request says to what it is bound. Fixed when it was opened. */
export type BoundRequest = Awaited<ReturnType<typeof lockBound>>[number];
