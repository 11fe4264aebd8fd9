import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import { refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { type Executed, execute } from "./execute";
import type { StartInput } from "./input";
import { mayTakePart } from "./token-rights";

/** Lets a request that was opened as `new` be decided: its first step opens, and its approvers are told. By its requester. */
export async function startRequest(
  db: Database,
  caller: Caller,
  { number }: StartInput,
  clock?: Clock,
): Promise<Result<Executed>> {
  if (!mayTakePart(caller)) return refused(refusal("not_permitted"));
  const acting = { organizationId: caller.organizationId, caller, clock };
  return execute(db, acting, { number }, () => ({
    type: "start",
    actor: actorOf(caller),
    memberId: caller.member.id,
  }));
}
