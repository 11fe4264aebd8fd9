import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import type { Result } from "@/lib/kernel/result";
import { type Executed, execute } from "./execute";
import type { OverrideInput } from "./input";

/**
 * Decides instead of the approvers (engine.md, override). Takes `request.override`, a person who neither asked for it nor
 * (where builders may not vote) built it, rules that allow it, and a reason, which stays on the record.
 */
export async function overrideRequest(
  db: Database,
  caller: Caller,
  { number, decision, reason }: OverrideInput,
  clock?: Clock,
): Promise<Result<Executed>> {
  return execute(db, { organizationId: caller.organizationId, caller, clock }, { number }, () => ({
    type: "override",
    actor: actorOf(caller),
    memberId: caller.member.id,
    decision,
    reason,
  }));
}
