import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { auditEvent, organization } from "@/db/schema";
import type { OrganizationId } from "@/lib/kernel/ids";

/** Locks the organization's chain and answers where it ends. NO KEY UPDATE: rows that refer to the organization go on. */
export async function lockChain(tx: Transaction, organizationId: OrganizationId) {
  const [end] = await tx
    .select({ sequence: organization.auditSequence, hash: organization.auditHash })
    .from(organization)
    .where(eq(organization.id, organizationId))
    .for("no key update");
  return end;
}

export async function appendEvent(tx: Transaction, row: typeof auditEvent.$inferInsert): Promise<void> {
  await tx.insert(auditEvent).values(row);
  await tx
    .update(organization)
    .set({ auditSequence: row.sequence, auditHash: row.hash })
    .where(eq(organization.id, row.organizationId));
}
