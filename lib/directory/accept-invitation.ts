import { z } from "zod";
import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { tokenHash } from "@/lib/auth/one-time-token";
import type { UserId } from "@/lib/kernel/ids";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { linkUser, lockInvitation, markAccepted } from "./store-membership";

export const invitationInput = z.strictObject({ token: z.string().max(200) });
type InvitationInput = z.output<typeof invitationInput>;

const gone = refusal("not_found", {
  detail:
    "This invitation has been used, or its time has run out. Ask whoever sent it for a new one, and check who you are signed in as.",
});
const elsewhere = refusal("in_use", {
  detail: "You belong to this organization already, as another of its members. An administrator can tell.",
});

/** Uses an invitation up. Who opens it is that member from now on; pressing Join again leads to the same place. */
export async function acceptInvitation(
  db: Database,
  { id: userId }: { id: UserId },
  { token }: InvitationInput,
): Promise<Result<{ slug: string }>> {
  return db.transaction(async (tx) => {
    const hash = tokenHash(token);
    const found = await lockInvitation(tx, hash);
    if (found?.memberUserId === userId) return ok({ slug: found.slug });
    if (!found?.isOpen || found.memberUserId) return refused(gone);
    const { organizationId, memberId, name, slug } = found;
    if (!(await linkUser(tx, organizationId, memberId, userId))) return refused(elsewhere);
    await markAccepted(tx, hash);
    await recordAudit(tx, {
      organizationId,
      type: "member.joined",
      actor: { kind: "member", memberId, name, via: "console" },
      at: new Date(),
      data: { member: memberId, by: "invitation" },
    });
    return ok({ slug });
  });
}
