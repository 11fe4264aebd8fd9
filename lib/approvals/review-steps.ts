import type { MemberId } from "@/lib/kernel/ids";
import type { RequestState } from "./core/request-state";
import { tallyOf } from "./core/tally";
import type { LoadedRequest } from "./loaded-request";

type StepState = "open" | "approved" | "rejected" | "upcoming" | "closed";

/** The steps as a timeline: what was decided in each, by whom, and who can still decide ("you" first). */
export function stepsOf(
  { state, canDecide }: LoadedRequest,
  viewer: MemberId,
  nameOf: (id: string) => string,
) {
  return state.rules.steps.map((step, index) => ({
    name: step.name,
    state: stepState(state, index),
    requirements: tallyOf(state, index).map(({ requirement, approvals }) => ({
      name: requirement.name,
      approvals,
      requiredApprovals: requirement.requiredApprovals,
      votes: state.votes
        .filter((vote) => vote.step === index && vote.requirement === requirement.name)
        .map((vote) => ({
          voter: nameOf(vote.voterId),
          onBehalfOf: vote.principalId === vote.voterId ? null : nameOf(vote.principalId),
          decision: vote.decision,
          castAt: vote.castAt,
          comment: vote.comment,
          isReplaced: vote.replacedAt !== null,
        })),
      canDecide: index === state.openStep ? namesOf(canDecide, requirement.name, viewer, nameOf) : [],
    })),
  }));
}

function namesOf(
  canDecide: LoadedRequest["canDecide"],
  requirement: string,
  viewer: MemberId,
  nameOf: (id: string) => string,
): string[] {
  const ids = [...canDecide]
    .filter(([, capacities]) => capacities.some((capacity) => capacity.requirement === requirement))
    .map(([id]) => id);
  const others = ids
    .filter((id) => id !== viewer)
    .map(nameOf)
    .sort((a, b) => a.localeCompare(b));
  return ids.includes(viewer) ? ["you", ...others] : others;
}

function stepState(state: RequestState, index: number): StepState {
  if (state.openStep === index) return "open";
  const tally = tallyOf(state, index);
  if (tally.some(({ requirement, rejections }) => rejections >= requirement.requiredRejections))
    return "rejected";
  if (tally.every(({ met }) => met)) return "approved";
  return state.closedAt === null ? "upcoming" : "closed";
}
