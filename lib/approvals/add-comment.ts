import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import { refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { type Executed, execute } from "./execute";
import type { CommentInput } from "./input";
import { mayTakePart } from "./token-rights";

/** Adds a comment to an open request's record. Whoever may see the request may. */
export async function addComment(
  db: Database,
  caller: Caller,
  { number, text }: CommentInput,
  clock?: Clock,
): Promise<Result<Executed>> {
  if (!mayTakePart(caller)) return refused(refusal("not_permitted"));
  return execute(db, { organizationId: caller.organizationId, caller, clock }, { number }, () => ({
    type: "comment",
    actor: actorOf(caller),
    text,
  }));
}
