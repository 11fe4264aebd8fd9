import type { Transaction } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import type { UserId } from "@/lib/kernel/ids";
import { linkInvited } from "./store-membership";

/**
 * Makes the user the member of every organization that invited an address which one of the user's issuers says it has
 * verified. An address that is only claimed links nothing.
 */
export async function linkMembers(tx: Transaction, userId: UserId): Promise<void> {
  for (const member of await linkInvited(tx, userId)) {
    await recordAudit(tx, {
      organizationId: member.organizationId,
      type: "member.joined",
      actor: { kind: "member", memberId: member.id, name: member.name, via: "console" },
      at: new Date(),
      data: { member: member.id, by: "verified address" },
    });
  }
}
