import { decide } from "@/lib/approvals/core/decide";
import { type Capacity, type Roster, whoCanDecide } from "@/lib/approvals/core/eligibility";
import type { RequestState } from "@/lib/approvals/core/request-state";
import { stateAt } from "@/lib/approvals/core/state-at";
import type { MemberId, VoteId } from "@/lib/kernel/ids";
import { must } from "./invariants";

const facts = {
  may: { create: false, execute: false, cancel: false, override: false, see: true },
  requesterLost: false,
  remindedAt: null,
  gate: "gated" as const,
  openRequest: null,
  sourceHealthy: true,
  deploymentRunning: false,
};

/** Does `decide` take an approval by this member, in this capacity or in one that it finds by itself? */
function takesVote(
  state: RequestState,
  memberId: MemberId,
  roster: Roster,
  now: Date,
  capacity?: Pick<Capacity, "requirement" | "principalId">,
): string {
  const { refusal } = decide(
    state,
    {
      type: "vote",
      actor: { kind: "member", memberId, name: memberId, via: "console" },
      voteId: "vot_trial" as VoteId,
      memberId,
      decision: "approve",
      comment: "Looked at it",
      ...(capacity && { requirement: capacity.requirement, onBehalfOf: capacity.principalId }),
    },
    { ...facts, roster },
    now,
  );
  return refusal?.code ?? "ok";
}

/** The people whom `whoCanDecide` names are exactly the people whose vote `decide` accepts, in exactly those capacities. */
export function assertDecidersAgree(state: RequestState, roster: Roster, now: Date): void {
  const named = whoCanDecide(stateAt(state, now), roster, now);
  for (const memberId of roster.members.keys()) {
    const usable = named.get(memberId) ?? [];
    const plain = takesVote(state, memberId, roster, now);
    const ambiguous = usable.filter(({ direct }) => direct).length !== 1 && usable.length > 1;
    const expected =
      usable.length === 0 ? plain !== "ok" : plain === (ambiguous ? "capacity_ambiguous" : "ok");
    must(expected, `${memberId} is named ${usable.length} times, the vote is answered ${plain}`, state);
    for (const requirement of state.rules.steps.flatMap(({ requirements }) => requirements))
      for (const principalId of roster.members.keys()) {
        const says = usable.some(
          (one) => one.requirement === requirement.name && one.principalId === principalId,
        );
        const taken =
          takesVote(state, memberId, roster, now, { requirement: requirement.name, principalId }) === "ok";
        must(says === taken, `${memberId} for ${principalId}: named ${says}, taken ${taken}`, state);
      }
  }
}
