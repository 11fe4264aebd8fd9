import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import { refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { type Executed, execute } from "./execute";
import type { CancelInput } from "./input";
import { mayTakePart } from "./token-rights";

/** Takes an open request back, before the decision; everyone who was asked is told (product.md, 8). */
export async function cancelRequest(
  db: Database,
  caller: Caller,
  { number, reason }: CancelInput,
  clock?: Clock,
): Promise<Result<Executed>> {
  if (!mayTakePart(caller)) return refused(refusal("not_permitted"));
  const acting = { organizationId: caller.organizationId, caller, clock };
  return execute(db, acting, { number }, () => ({
    type: "cancel",
    actor: actorOf(caller),
    memberId: caller.member.id,
    reason,
  }));
}
