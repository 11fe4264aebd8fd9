import { and, count, eq, isNull, ne, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { effect, groupMembership, member, memberGroup, role, roleAssignment } from "@/db/schema";
import type { EventId, GroupId, MemberId, OrganizationId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import type { Assignment } from "./resolve-assignments";

/** False: the address is a member's already. */
export async function insertMember(tx: Transaction, row: typeof member.$inferInsert): Promise<boolean> {
  const inserted = await tx.insert(member).values(row).onConflictDoNothing().returning({ id: member.id });
  return inserted.length === 1;
}

export async function updateMemberRow(
  tx: Transaction,
  organizationId: OrganizationId,
  id: MemberId,
  { name, disabled }: { name?: string | undefined; disabled?: boolean | undefined },
): Promise<void> {
  const disabledAt = disabled ? sql`coalesce(${member.disabledAt}, clock_timestamp())` : null;
  const change = {
    ...(name === undefined ? {} : { name }),
    ...(disabled === undefined ? {} : { disabledAt }),
  };
  if (Object.keys(change).length === 0) return;
  await tx
    .update(member)
    .set(change)
    .where(and(eq(member.organizationId, organizationId), eq(member.id, id)));
}

/** Makes these all that the member holds. */
export async function replaceAssignments(
  tx: Transaction,
  organizationId: OrganizationId,
  memberId: MemberId,
  held: Assignment[],
): Promise<void> {
  await tx
    .delete(roleAssignment)
    .where(and(eq(roleAssignment.organizationId, organizationId), eq(roleAssignment.memberId, memberId)));
  if (held.length === 0) return;
  await tx.insert(roleAssignment).values(held.map((one) => ({ ...one, organizationId, memberId })));
}

/** How many other people, not disabled, are administrators of the whole organization. */
export async function otherAdministrators(
  db: Queryable,
  organizationId: OrganizationId,
  than: MemberId,
): Promise<number> {
  const [row] = await db
    .select({ others: count() })
    .from(roleAssignment)
    .innerJoin(
      role,
      and(eq(role.organizationId, roleAssignment.organizationId), eq(role.id, roleAssignment.roleId)),
    )
    .innerJoin(
      member,
      and(eq(member.organizationId, roleAssignment.organizationId), eq(member.id, roleAssignment.memberId)),
    )
    .where(
      and(
        eq(roleAssignment.organizationId, organizationId),
        eq(role.system, "administrator"),
        isNull(roleAssignment.projectId),
        isNull(member.disabledAt),
        eq(member.kind, "person"),
        ne(member.id, than),
      ),
    );
  return row?.others ?? 0;
}

/** False: the name is taken. */
export async function insertGroup(tx: Transaction, row: typeof memberGroup.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(memberGroup)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: memberGroup.id });
  return inserted.length === 1;
}

export async function findGroup(db: Queryable, organizationId: OrganizationId, name: string) {
  const [row] = await db
    .select()
    .from(memberGroup)
    .where(
      and(
        eq(memberGroup.organizationId, organizationId),
        sql`(lower(${memberGroup.name}) = lower(${name}) or ${memberGroup.id} = ${name})`,
      ),
    );
  return row;
}

/** Makes these all the members of the group. */
export async function replaceGroupMembers(
  tx: Transaction,
  organizationId: OrganizationId,
  groupId: GroupId,
  memberIds: MemberId[],
): Promise<void> {
  await tx
    .delete(groupMembership)
    .where(and(eq(groupMembership.organizationId, organizationId), eq(groupMembership.groupId, groupId)));
  if (memberIds.length === 0) return;
  await tx
    .insert(groupMembership)
    .values(memberIds.map((memberId) => ({ organizationId, groupId, memberId })));
}

/** False: the name is taken. */
export async function insertOwnRole(tx: Transaction, row: typeof role.$inferInsert): Promise<boolean> {
  const inserted = await tx.insert(role).values(row).onConflictDoNothing().returning({ id: role.id });
  return inserted.length === 1;
}

export async function administratorRole(db: Queryable, organizationId: OrganizationId) {
  const [row] = await db
    .select({ id: role.id })
    .from(role)
    .where(and(eq(role.organizationId, organizationId), eq(role.system, "administrator")));
  return row?.id;
}

/** The invitation by mail; the link in it is another than the one the administrator was shown. */
export async function promiseInvitationMail(
  tx: Transaction,
  organizationId: OrganizationId,
  eventId: EventId,
  recipient: MemberId,
): Promise<void> {
  await tx.insert(effect).values({
    id: newId("eff"),
    organizationId,
    eventId,
    kind: "mail.invitation",
    recipient,
    payload: { auditEventId: eventId },
  });
}
