import { and, arrayContains, eq, isNull, or } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { effect, member, role, roleAssignment } from "@/db/schema";
import type { EventId, MemberId, OrganizationId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";

/** Everybody who manages workflows in the whole organization, but `actor`: people only. */
export async function listOtherAdministrators(
  tx: Transaction,
  organizationId: OrganizationId,
  actor: MemberId,
): Promise<MemberId[]> {
  return (await listAdministrators(tx, organizationId)).filter((id) => id !== actor);
}

/** Everybody who manages workflows in the whole organization: people only, nobody disabled. */
export async function listAdministrators(
  tx: Transaction,
  organizationId: OrganizationId,
): Promise<MemberId[]> {
  const rows = await tx
    .selectDistinct({ id: member.id })
    .from(member)
    .innerJoin(
      roleAssignment,
      and(
        eq(roleAssignment.organizationId, member.organizationId),
        eq(roleAssignment.memberId, member.id),
        isNull(roleAssignment.projectId),
      ),
    )
    .innerJoin(role, and(eq(role.organizationId, member.organizationId), eq(role.id, roleAssignment.roleId)))
    .where(
      and(
        eq(member.organizationId, organizationId),
        eq(member.kind, "person"),
        isNull(member.disabledAt),
        or(eq(role.system, "administrator"), arrayContains(role.permissions, ["workflow.manage"])),
      ),
    );
  return rows.map(({ id }) => id);
}

/** One mail for each, once for the event. */
export async function promiseWorkflowMails(
  tx: Transaction,
  organizationId: OrganizationId,
  eventId: EventId,
  recipients: MemberId[],
): Promise<void> {
  if (recipients.length === 0) return;
  await tx.insert(effect).values(
    recipients.map((recipient) => ({
      id: newId("eff"),
      organizationId,
      eventId,
      kind: "mail.workflow-changed",
      recipient,
      payload: { auditEventId: eventId },
    })),
  );
}
