import { decide } from "@/lib/approvals/core/decide";
import { capacitiesInStep, type Roster } from "@/lib/approvals/core/eligibility";
import { evolve } from "@/lib/approvals/core/evolve";
import type { RequestState } from "@/lib/approvals/core/request-state";
import type { MemberId, VoteId } from "@/lib/kernel/ids";

const facts = {
  may: { create: false, execute: false, cancel: false, override: false, see: true },
  requesterLost: false,
  remindedAt: null,
  gate: "gated" as const,
  openRequest: null,
  sourceHealthy: true,
  deploymentRunning: false,
};

/** What of a state the votes to come depend on: which count, in the order in which they would be replaced. */
function keyOf(state: RequestState): string {
  const counting = state.votes.filter(({ replacedAt }) => replacedAt === null);
  return JSON.stringify([
    state.openStep,
    counting.map((v) => [v.voterId, v.principalId, v.step, v.requirement, v.decision]),
  ]);
}

/**
 * Tries every sequence of approvals by `actors` through `decide` until one ends in approved: slow, and right by
 * construction. "unknown" when `most` states were not enough to tell.
 */
export function search(
  start: RequestState,
  roster: Roster,
  now: Date,
  actors: ReadonlySet<MemberId> = new Set(roster.members.keys()),
  most = 1500,
): "passes" | "stuck" | "unknown" {
  const seen = new Set([keyOf(start)]);
  const left = [start];
  for (let state = left.pop(); state; state = left.pop()) {
    if (state.state === "approved") return "passes";
    if (seen.size > most) return "unknown";
    for (const [memberId, capacities] of capacitiesInStep(state, state.openStep ?? 0, roster, now)) {
      if (!actors.has(memberId)) continue;
      for (const { requirement, principalId } of capacities) {
        const { events } = decide(
          state,
          {
            type: "vote",
            actor: { kind: "member", memberId, name: memberId, via: "console" },
            voteId: `vot_tried_${state.votes.length}` as VoteId,
            memberId,
            decision: "approve",
            comment: "Fine",
            requirement,
            onBehalfOf: principalId,
          },
          { ...facts, roster },
          now,
        );
        const after = events.reduce<RequestState>((folded, event) => evolve(folded, event), state);
        if (seen.has(keyOf(after))) continue;
        seen.add(keyOf(after));
        left.push(after);
      }
    }
  }
  return "stuck";
}
