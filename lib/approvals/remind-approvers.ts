import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import { refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { type Executed, execute } from "./execute";
import type { RemindInput } from "./input";
import { mayTakePart } from "./token-rights";

/** Mails those who can complete the open step once more, for its requester: at most once in four hours a request. */
export async function remindApprovers(
  db: Database,
  caller: Caller,
  { number }: RemindInput,
  clock?: Clock,
): Promise<Result<Executed>> {
  if (!mayTakePart(caller)) return refused(refusal("not_permitted"));
  return execute(db, { organizationId: caller.organizationId, caller, clock }, { number }, () => ({
    type: "remind",
    actor: actorOf(caller),
    memberId: caller.member.id,
  }));
}
