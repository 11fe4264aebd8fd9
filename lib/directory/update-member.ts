import type { Database } from "@/db/client";
import { tellDeserted, watchRequestsOf } from "@/lib/approvals/tell-deserted";
import type { MemberId, OrganizationId } from "@/lib/kernel/ids";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type Caller, callerMay } from "./caller";
import type { MemberChange } from "./input";
import { recordChange } from "./record-change";
import { type Assignment, resolveAssignments } from "./resolve-assignments";
import { lockOrganization } from "./store";
import { administratorRole, otherAdministrators, replaceAssignments, updateMemberRow } from "./store-members";
import { type MemberView, membersOf } from "./views";

const lastAdministrator = refusal("in_use", {
  detail:
    "This is the organization's last administrator, and without one nobody could change anything any more. Make somebody else administrator first.",
});

/**
 * Changes a member's name, all of their roles, or whether they are disabled: then they can do nothing from that moment.
 * The last person who is administrator of the whole organization stays one. Needs `member.manage`.
 */
export async function updateMember(
  db: Database,
  caller: Caller,
  { id, ...change }: MemberChange & { id: string },
): Promise<Result<MemberView>> {
  if (!callerMay(caller, "member.manage", "organization")) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    // Two administrators who take the role from each other would otherwise both see one left.
    await lockOrganization(tx, organizationId);
    const [before] = await membersOf(tx, organizationId, { take: 1, id });
    if (!before) return refused(refusal("not_found"));
    const held = change.roles ? await resolveAssignments(tx, organizationId, change.roles) : ok(null);
    if (!held.ok) return held;
    const administrator = await administratorRole(tx, organizationId);
    const was = before.roles.some((one) => one.id === administrator && one.project === null);
    const stays = change.disabled !== true && (held.value === null ? was : keeps(held.value, administrator));
    if (was && !stays && (await isLast(tx, organizationId, before))) return refused(lastAdministrator);
    const watched = await watchRequestsOf(tx, organizationId, before.id);
    await updateMemberRow(tx, organizationId, before.id, change);
    if (held.value) await replaceAssignments(tx, organizationId, before.id, held.value);
    const [after] = await membersOf(tx, organizationId, { take: 1, id });
    if (!after) throw new Error("invariant: a member is never removed");
    const eventId = await recordChange(tx, caller, "member.changed", {
      member: id,
      before: told(before),
      after: told(after),
    });
    await tellDeserted(tx, watched, eventId);
    return ok(after);
  });
}

function keeps(held: Assignment[], administrator: string | undefined): boolean {
  return held.some((one) => one.roleId === administrator && one.projectId === null);
}

async function isLast(
  tx: Parameters<typeof otherAdministrators>[0],
  organizationId: OrganizationId,
  { id, disabledAt }: { id: MemberId; disabledAt: Date | null },
): Promise<boolean> {
  return disabledAt === null && (await otherAdministrators(tx, organizationId, id)) === 0;
}

function told({ name, roles, disabledAt }: MemberView): Record<string, unknown> {
  return { name, roles, disabled: disabledAt !== null };
}
