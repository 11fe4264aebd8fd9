import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import type { Result } from "@/lib/kernel/result";
import { type Executed, execute } from "./execute";
import type { RevokeInput } from "./input";

/** Takes back an approval that was not used yet (engine.md, revoke). Takes `request.override` and a reason. */
export async function revokeApproval(
  db: Database,
  caller: Caller,
  { number, reason }: RevokeInput,
  clock?: Clock,
): Promise<Result<Executed>> {
  return execute(db, { organizationId: caller.organizationId, caller, clock }, { number }, () => ({
    type: "revoke",
    actor: actorOf(caller),
    reason,
  }));
}
