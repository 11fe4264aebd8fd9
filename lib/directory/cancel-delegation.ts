import type { Database } from "@/db/client";
import { tellDeserted, watchRequestsOf } from "@/lib/approvals/tell-deserted";
import { mayTakePart } from "@/lib/approvals/token-rights";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { Caller } from "./caller";
import { type DelegationView, delegationView } from "./delegation-view";
import { recordChange } from "./record-change";
import { lockOrganization } from "./store";
import { setCancelled } from "./store-delegations";

/**
 * Takes one's own delegation back, from now on: votes that were cast under it stay. Cancelling again, or one that has
 * ended, changes nothing. Whom it was given to cannot cancel it.
 */
export async function cancelDelegation(
  db: Database,
  caller: Caller,
  { id }: { id: string },
): Promise<Result<DelegationView>> {
  if (!mayTakePart(caller)) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const before = await delegationView(tx, caller, id);
    if (!before) return refused(refusal("not_found"));
    if (before.principal.id !== caller.member.id)
      return refused(
        refusal("not_permitted", { detail: `Only ${before.principal.name} can cancel this delegation.` }),
      );
    if (before.state === "cancelled" || before.state === "ended") return ok(before);
    const watched = await watchRequestsOf(tx, organizationId, caller.member.id);
    await setCancelled(tx, organizationId, before.id);
    const eventId = await recordChange(tx, caller, "delegation.cancelled", { delegation: id, to: before.to });
    await tellDeserted(tx, watched, eventId);
    const after = await delegationView(tx, caller, id);
    if (!after) throw new Error("invariant: a delegation is never removed");
    return ok(after);
  });
}
