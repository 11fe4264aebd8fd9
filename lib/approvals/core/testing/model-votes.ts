import type { RequestStateName, UseStateName, VoteDecision } from "@/lib/approvals/core/vocabulary";
import type { MemberId } from "@/lib/kernel/ids";
import { type Right, rightsIn } from "./model-people";
import type { Deed, Play } from "./play";

export interface Vote extends Right {
  step: number;
  decision: VoteDecision;
  counts: boolean;
}

/** What the model knows of a request. */
export interface Request extends Omit<Play, "acts"> {
  now: Date;
  state: RequestStateName;
  use: UseStateName;
  step: number;
  votes: Vote[];
  uses: ("running" | "succeeded" | "failed")[];
  decidedAt: Date | null;
  overriddenBy: MemberId | null;
  asked: string[];
  /** Who was asked, told or part of a vote: they see it for ever. */
  known: MemberId[];
}

export function isOpen({ state }: Request): boolean {
  return state === "new" || state === "waiting";
}

/** Who could vote now, in which capacities. */
export function votersOf(request: Request): Right[] {
  if (request.state !== "waiting") return [];
  return rightsNow(request, request.step).filter((right) => barOf(request, right) === null);
}

export function rightsNow({ rules, directory, project, now }: Request, step: number): Right[] {
  return rightsIn(step, rules, directory, project, now);
}

export function isRequester({ openedBy, startedBy }: Request, who: MemberId | undefined): boolean {
  return who !== undefined && (who === openedBy || who === startedBy);
}

/** The first that applies is the answer. */
export function first(...reasons: [applies: boolean, code: string][]): string | null {
  return reasons.find(([applies]) => applies)?.[1] ?? null;
}

/** Why a right may not be used in this request, in the order of the refusals. */
export function barOf(request: Request, right: Right): string | null {
  const { rules, builders, votes, step } = request;
  const people = [right.who, right.principal];
  const decidedEarlier = votes.some(
    (vote) =>
      vote.counts && vote.step < step && (people.includes(vote.who) || people.includes(vote.principal)),
  );
  const giving = givingWay(request, right);
  return first(
    [!rules.allowRequesterVote && people.some((id) => isRequester(request, id)), "requester_may_not_vote"],
    [!rules.allowBuilderVote && people.some((id) => builders.includes(id)), "builder_may_not_vote"],
    [rules.distinctAcrossSteps && decidedEarlier, "already_decided_earlier_step"],
    [giving === "already_represented", "already_represented"],
    [giving === "already_voted", "already_voted"],
  );
}

/** Rule 1: which counting votes of the step give way to a new one, or why there is no room for it. */
export function givingWay(
  { rules, votes, step }: Request,
  { who, principal }: Right,
): Vote[] | "already_represented" | "already_voted" {
  const { maxPerPerson, maxDirect, maxDelegated, maxPerPrincipal, onExcess } = rules.votes;
  const isDirect = who === principal;
  const counting = votes.filter((vote) => vote.counts && vote.step === step);
  const mine = counting.filter((vote) => vote.who === who);
  const alike = maxPerPerson > 0 ? mine : mine.filter((vote) => (vote.who === vote.principal) === isDirect);
  const separate = isDirect ? maxDirect : maxDelegated;
  const cap = maxPerPerson > 0 ? maxPerPerson : separate;
  const over = cap > 0 && alike.length === cap;
  const oldest = over && onExcess === "replace-oldest" ? alike.slice(0, 1) : [];
  const represented = counting.filter((vote) => vote.principal === principal && !oldest.includes(vote));
  const full = maxPerPrincipal > 0 && represented.length === maxPerPrincipal;
  if (full && !isDirect) return "already_represented";
  if (over && onExcess === "refuse") return "already_voted";
  if (!full) return oldest;
  const delegates = represented.filter((vote) => vote.who !== principal);
  if (delegates.length > 0) return [...oldest, ...delegates.slice(0, 1)];
  return onExcess === "refuse" ? "already_voted" : [...oldest, ...represented.slice(0, 1)];
}

/** The right that a vote uses: without `onBehalfOf` the voter's own where that can be used. Null when none or several are meant. */
export function rightOf(request: Request, { who, onBehalfOf, requirement }: Extract<Deed, { type: "vote" }>) {
  const usable = votersOf(request).filter(
    (right) =>
      right.who === who &&
      (requirement === undefined || right.requirement === requirement) &&
      (onBehalfOf === undefined || right.principal === onBehalfOf),
  );
  const own = usable.filter(({ principal }) => onBehalfOf === undefined && principal === who);
  const meant = own.length > 0 ? own : usable;
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

export function tallyOf(
  { votes }: Request,
  step: number,
  requirement: string,
  decision: VoteDecision,
): number {
  return votes.filter(
    (vote) =>
      vote.counts && vote.step === step && vote.requirement === requirement && vote.decision === decision,
  ).length;
}
