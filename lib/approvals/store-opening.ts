import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { approvalRequest, organization } from "@/db/schema";
import type { ComponentId, MemberId, OrganizationId } from "@/lib/kernel/ids";
import type { Workflow } from "./core/vocabulary";

/** The open request for a key, or undefined: the database keeps it unique. */
export async function findOpen(
  tx: Transaction,
  organizationId: OrganizationId,
  workflow: Workflow,
  subjectKey: string,
) {
  const r = approvalRequest;
  const [row] = await tx
    .select({ number: r.number })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.workflow, workflow),
        eq(r.subjectKey, subjectKey),
        isNull(r.closedAt),
      ),
    );
  return row;
}

/**
 * Lets whoever asks about the same subject wait for the other: what no row stands for yet can be locked by nothing else.
 * Two subjects of one hash wait for each other in vain, which changes no answer.
 */
export async function lockSubject(
  tx: Transaction,
  organizationId: OrganizationId,
  workflow: Workflow,
  subjectKey: string,
): Promise<void> {
  const subject = `request ${organizationId} ${workflow} ${subjectKey}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`);
}

/** The request that was ever opened for a key that is unique for ever. */
export async function findEver(
  tx: Transaction,
  organizationId: OrganizationId,
  workflow: Workflow,
  subjectKey: string,
) {
  const r = approvalRequest;
  const [row] = await tx
    .select({ number: r.number, openedBy: r.openedBy, startedBy: r.startedBy })
    .from(r)
    .where(and(eq(r.organizationId, organizationId), eq(r.workflow, workflow), eq(r.subjectKey, subjectKey)));
  return row;
}

/** The next request number of the organization, without gaps: its row stays locked until the commit. */
export async function nextNumber(tx: Transaction, organizationId: OrganizationId): Promise<number> {
  const [row] = await tx
    .update(organization)
    .set({ lastRequestNumber: sql`${organization.lastRequestNumber} + 1` })
    .where(eq(organization.id, organizationId))
    .returning({ number: organization.lastRequestNumber });
  if (!row) throw new Error("invariant: a request belongs to an organization");
  return row.number;
}

/**
 * Builders (engine.md, rule 4): members whose address is an author's, committer's or co-author's of any build after the
 * live one up to the requested one, and who reported those builds. An older build than the live one stands for itself.
 */
export async function readBuilders(
  tx: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  live: number | null,
  requested: number,
): Promise<MemberId[]> {
  const { rows } = await tx.execute<{ id: MemberId }>(sql`
    with shipped as (select id, reported_by from build where organization_id = ${organizationId} and component_id = ${componentId}
      and (number = ${requested} or (number > ${live ?? 0} and number < ${requested})))
    select m.id from member m where m.organization_id = ${organizationId} and (
      m.id in (select reported_by from shipped)
      or lower(m.email) in (select unnest(c.builder_emails) from build_commit c where c.organization_id = ${organizationId} and c.build_id in (select id from shipped)))
    order by m.id`);
  return rows.map(({ id }) => id);
}
