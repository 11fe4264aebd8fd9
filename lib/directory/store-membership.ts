import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { identity, invitation, member, organization } from "@/db/schema";
import type { MemberId, OrganizationId, UserId } from "@/lib/kernel/ids";

const notYetMember = (userId: UserId) => sql`not exists (
  select 1 from member other where other.organization_id = ${member.organizationId} and other.user_id = ${userId})`;

/** Gives the user the invited members with one of the user's verified addresses, one in each organization. */
export async function linkInvited(tx: Transaction, userId: UserId) {
  const invited = tx
    .selectDistinctOn([member.organizationId], { id: member.id })
    .from(member)
    .innerJoin(identity, sql`lower(${identity.email}) = lower(${member.email})`)
    .where(
      and(
        eq(identity.userId, userId),
        eq(identity.emailVerified, true),
        isNull(member.userId),
        isNull(member.disabledAt),
        eq(member.kind, "person"),
        notYetMember(userId),
      ),
    );
  return tx
    .update(member)
    .set({ userId })
    .where(and(isNull(member.userId), sql`${member.id} in ${invited}`))
    .returning({ id: member.id, organizationId: member.organizationId, name: member.name });
}

export async function insertInvitation(
  tx: Transaction,
  row: { tokenHash: string; organizationId: OrganizationId; memberId: MemberId; expiresAt: Date },
): Promise<void> {
  await tx.insert(invitation).values(row).onConflictDoNothing();
}

/** The invitation with its member, both locked, whatever became of them. */
export async function lockInvitation(tx: Transaction, tokenHash: string) {
  const [found] = await tx
    .select({
      organizationId: member.organizationId,
      slug: organization.slug,
      memberId: member.id,
      memberUserId: member.userId,
      name: member.name,
      isOpen: sql<boolean>`${invitation.acceptedAt} is null and ${invitation.expiresAt} > now() and ${member.disabledAt} is null and ${member.kind} = 'person'`,
    })
    .from(invitation)
    .innerJoin(
      member,
      and(eq(member.organizationId, invitation.organizationId), eq(member.id, invitation.memberId)),
    )
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(invitation.tokenHash, tokenHash))
    .for("update", { of: [invitation, member] });
  return found;
}

/** False when the user is a member of that organization already. */
export async function linkUser(
  tx: Transaction,
  organizationId: OrganizationId,
  memberId: MemberId,
  userId: UserId,
): Promise<boolean> {
  const linked = await tx
    .update(member)
    .set({ userId })
    .where(
      and(
        eq(member.organizationId, organizationId),
        eq(member.id, memberId),
        isNull(member.userId),
        notYetMember(userId),
      ),
    )
    .returning({ id: member.id });
  return linked.length === 1;
}

export async function markAccepted(tx: Transaction, tokenHash: string): Promise<void> {
  await tx.update(invitation).set({ acceptedAt: sql`now()` }).where(eq(invitation.tokenHash, tokenHash));
}
