import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import { resolveMember } from "@/lib/directory/resolve-names";
import type { Clock } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/new-id";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { stateAt } from "./core/state-at";
import type { Alongside } from "./decide-under-lock";
import type { Executed } from "./execute";
import { executeTogether } from "./execute-together";
import type { VoteInput } from "./input";
import { sees } from "./loaded-request";
import { loadRequest } from "./loaders";
import { mayDecide } from "./token-rights";

interface VoteOptions {
  clock?: Clock | undefined;
  /** The refusal where the rules let a person vote more than once, so that a repeat would count again. */
  repeatable?: Refusal | undefined;
  alongside?: Alongside | undefined;
}

/**
 * Approves or rejects (engine.md, vote). Needs no permission: the request's rules decide who may. A token needs the
 * scope `decide`, which no service account's has (api.md); of service accounts the rules let only those vote that they name.
 */
export async function castVote(
  db: Database,
  caller: Caller,
  input: VoteInput,
  { clock, repeatable, alongside }: VoteOptions = {},
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
  return executeTogether(db, number, {
    acting: { organizationId, caller, clock },
    alongside,
    make: (state, now, read) => {
      const again = state.rules.votes.maxPerPerson !== 1;
      if (again && repeatable && sees(caller, read, stateAt(state, now), now)) return repeatable;
      return {
        type: "vote",
        actor: actorOf(caller),
        voteId: newId("vot"),
        memberId: member.id,
        decision,
        comment,
        requirement: requirement ?? undefined,
        onBehalfOf: behalf?.value,
        seen,
      };
    },
  });
}
