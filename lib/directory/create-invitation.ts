import type { Transaction } from "@/db/client";
import { newOneTimeToken } from "@/lib/auth/one-time-token";
import type { MemberId, OrganizationId } from "@/lib/kernel/ids";
import { insertInvitation } from "./store-membership";

const invitationDays = 7;

/**
 * A link for a member who has not joined yet: who opens `/invitation?token=…` signed in, and presses Join, becomes that
 * member, whatever address their issuer knows. The token is shown here and never again. An earlier link stays valid.
 */
export async function createInvitation(
  tx: Transaction,
  member: { organizationId: OrganizationId; memberId: MemberId },
  now = new Date(),
  { token, tokenHash } = newOneTimeToken(),
): Promise<{ path: string; expiresAt: Date }> {
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000);
  const { organizationId, memberId } = member;
  await insertInvitation(tx, { tokenHash, organizationId, memberId, expiresAt });
  return { path: `/invitation?token=${token}`, expiresAt };
}
