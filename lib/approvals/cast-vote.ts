import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import { resolveMember } from "@/lib/directory/resolve-names";
import type { Clock } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { type Executed, execute } from "./execute";
import type { VoteInput } from "./input";
import { loadRequest } from "./loaders";
import { mayDecide } from "./token-rights";

/**
 * Approves or rejects (engine.md, vote). Needs no permission: the request's rules decide who may. A token needs the
 * scope `decide`, which no service account's has (api.md); of service accounts the rules let only those vote that they name.
 */
export async function castVote(
  db: Database,
  caller: Caller,
  input: VoteInput,
  clock?: Clock,
): Promise<Result<Executed>> {
  const { organizationId, member } = caller;
  if (!mayDecide(caller)) {
    const loaded = await loadRequest(caller, input.number, db);
    if (!loaded.ok) return loaded;
    return refused(refusal("not_permitted", { detail: 'Deciding takes a token with the scope "decide".' }));
  }
  const behalf = !input.onBehalfOf
    ? undefined
    : await resolveMember(db, organizationId, input.onBehalfOf, "onBehalfOf");
  if (behalf && !behalf.ok) return behalf;
  const { number, decision, comment, requirement, seen } = input;
  return execute(db, { organizationId, caller, clock }, { number }, () => ({
    type: "vote",
    actor: actorOf(caller),
    voteId: newId("vot"),
    memberId: member.id,
    decision,
    comment,
    requirement: requirement ?? undefined,
    onBehalfOf: behalf?.value,
    seen,
  }));
}
