import type { Database } from "@/db/client";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type Caller, callerMay } from "./caller";
import { createInvitation } from "./create-invitation";
import type { MemberInput } from "./input";
import { recordChange } from "./record-change";
import { resolveAssignments } from "./resolve-assignments";
import { insertMember, promiseInvitationMail, replaceAssignments } from "./store-members";
import { type MemberView, membersOf } from "./views";

export type NewMemberView = MemberView & {
  /** For a person: the link that makes whoever opens it signed in this member. Shown here and never again. */
  invitation: { path: string; expiresAt: Date } | null;
};

const addressTaken = refusal("name_taken", {
  detail: "Somebody with this address is a member already.",
  errors: [{ path: "email", message: "A member has this address already" }],
});

/**
 * Adds a person, who joins by the invitation or by signing in with that verified address, or a service account. Needs
 * `member.manage`.
 */
export async function createMember(
  db: Database,
  caller: Caller,
  input: MemberInput,
): Promise<Result<NewMemberView>> {
  if (!callerMay(caller, "member.manage", "organization")) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    const held = await resolveAssignments(tx, organizationId, input.roles);
    if (!held.ok) return held;
    const { name, email, kind } = input;
    const memberId = newId("mem");
    if (!(await insertMember(tx, { id: memberId, organizationId, name, email, kind })))
      return refused(addressTaken);
    await replaceAssignments(tx, organizationId, memberId, held.value);
    const invitation = kind === "person" ? await createInvitation(tx, { organizationId, memberId }) : null;
    const [view] = await membersOf(tx, organizationId, { take: 1, id: memberId });
    if (!view) throw new Error("invariant: a member who was stored can be read");
    const eventId = await recordChange(tx, caller, "member.created", {
      member: memberId,
      name,
      email,
      kind,
      roles: view.roles,
    });
    if (kind === "person") await promiseInvitationMail(tx, organizationId, eventId, memberId);
    return ok({ ...view, invitation });
  });
}
