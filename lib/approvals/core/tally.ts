import type { RequestState } from "./request-state";
import { countingVotes } from "./request-state";
import { type Requirement, stepOf } from "./rules";

export interface RequirementTally {
  requirement: Requirement;
  approvals: number;
  rejections: number;
  met: boolean;
}

/** Counting votes per requirement of one step. */
export function tallyOf(state: Pick<RequestState, "votes" | "rules">, step: number): RequirementTally[] {
  const votes = countingVotes(state, step);
  return stepOf(state.rules, step).requirements.map((requirement) => {
    const mine = votes.filter((vote) => vote.requirement === requirement.name);
    const approvals = mine.filter((vote) => vote.decision === "approve").length;
    return {
      requirement,
      approvals,
      rejections: mine.length - approvals,
      met: approvals >= requirement.requiredApprovals,
    };
  });
}

/** Rule 2: rejections first, then whether every requirement has its approvals. */
export function outcomeOf(
  state: Pick<RequestState, "votes" | "rules">,
  step: number,
): "rejected" | "approved" | "undecided" {
  const tally = tallyOf(state, step);
  if (tally.some(({ requirement, rejections }) => rejections >= requirement.requiredRejections))
    return "rejected";
  return tally.every(({ met }) => met) ? "approved" : "undecided";
}
