import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { formerSlug, member, organization, role, roleAssignment } from "@/db/schema";
import type { RoleId } from "@/lib/kernel/ids";

export async function isFormerSlug(tx: Transaction, slug: string): Promise<boolean> {
  return (await tx.$count(formerSlug, eq(formerSlug.slug, slug))) > 0;
}

/** False when the slug is taken. */
export async function insertOrganization(
  tx: Transaction,
  row: typeof organization.$inferInsert,
): Promise<boolean> {
  const made = await tx
    .insert(organization)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: organization.id });
  return made.length === 1;
}

export async function insertRole(tx: Transaction, row: typeof role.$inferInsert): Promise<void> {
  await tx.insert(role).values(row);
}

export async function insertFirstMember(
  tx: Transaction,
  row: typeof member.$inferInsert,
  roleId: RoleId,
): Promise<void> {
  await tx.insert(member).values(row);
  await tx.insert(roleAssignment).values({ organizationId: row.organizationId, memberId: row.id, roleId });
}
