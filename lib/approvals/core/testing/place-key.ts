import { countingVotes, type RequestState } from "@/lib/approvals/core/request-state";
import { isOpen } from "@/lib/approvals/core/vocabulary";

/** Where a walk is: the request, and what around it can change. */
export interface Place {
  state: RequestState;
  hour: number;
  cast: number;
}

/**
 * What can still matter: two ways to the same are one. Votes that were replaced do not matter, nor do the clock and the
 * cast once nothing can be decided or used any more.
 */
export function keyOf({ state, hour, cast }: Place): number {
  const { rules, votes, uses, use, openStep, overridden, closedBy, decidedAt } = state;
  const counting = rules.steps.flatMap((_, step) => countingVotes({ votes }, step));
  const told = counting.map((v) => [v.voterId, v.principalId, v.step, v.requirement, v.decision].join());
  const open = isOpen(state.state);
  const waits = open || (rules.hoursToUse !== null && (use === "ready" || use === "running"));
  return hashOf(
    [
      state.state,
      use,
      openStep,
      overridden && closedBy?.kind === "member" ? closedBy.memberId : "",
      told.join(";"),
      uses[0]?.outcome,
      uses.at(-1)?.outcome,
      waits ? `${hour} ${decidedAt?.getTime()}` : "",
      open ? cast : "",
    ].join("|"),
  );
}

/** 53 bits of a text: a million of them have one chance in ten thousand that two are taken for one. */
function hashOf(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
