import type { MemberId } from "@/lib/kernel/ids";
import { capacitiesInStep, exclusionOf, type Roster } from "./eligibility";
import { countingVotes, type Vote } from "./request-state";
import { type Acts, type Held, type Pending, type StandingVotes, standingVotes } from "./standing-votes";
import { type RequirementTally, tallyOf } from "./tally";
import { firstUnmet, unlimited, type VotePair, type Way } from "./vote-flow";

/** What is left to decide of a request: the open step and those after it, and who can give approvals in each. */
export interface Outlook {
  request: Pending;
  /** Index of the open step. */
  open: number;
  /** The open step first. */
  steps: { index: number; held: Held[] }[];
}

/**
 * Works out who could approve what, with the people and delegations of `now`: by the rules about requester, builders and
 * earlier steps, before the limits on votes. A request that was not started yet is asked as if it were.
 */
export function outlookOf(request: Pending, roster: Roster, now: Date): Outlook {
  const open = request.openStep ?? 0;
  const steps = request.rules.steps.slice(open).map((_, after) => {
    const index = open + after;
    // As if the open step had no votes: who decides there is held to it by `StandingVotes.bound`.
    const asked = { ...request, openStep: open };
    const held = [...capacitiesInStep(request, index, roster, now)].flatMap(([voterId, capacities]) =>
      capacities
        .filter((capacity) => exclusionOf(asked, voterId, capacity) === null)
        .map((capacity) => ({ ...capacity, voterId })),
    );
    return { index, held };
  });
  return { request, open, steps };
}

/** A requirement that cannot be met any more, with the approvals it has, and its step. */
export type Short = RequirementTally & { step: number };

/**
 * Which requirement cannot be met any more if each of `actors` (everybody, when left out) approves whatever they may;
 * null when the request can still be approved. Exact while the votes cast are of people who could cast them still, no delegate
 * who voted did so for several people or has a delegate who voted, and people may decide several steps; otherwise, and where
 * more than 8 votes are their principals' to replace, it can name a request passable that is not. It never calls one lost
 * that can pass.
 */
export function firstShort(outlook: Outlook, actors?: ReadonlySet<MemberId>): Short | null {
  const { request, steps } = outlook;
  const acts = (id: MemberId) => actors === undefined || actors.has(id);
  // Nobody may decide two steps: then they share their people, and one flow spans them all.
  const groups = request.rules.distinctAcrossSteps ? [steps] : steps.map((step) => [step]);
  for (const group of groups) {
    const short = shortOf(outlook, group, acts);
    if (short) return short;
  }
  return null;
}

function shortOf(outlook: Outlook, group: Outlook["steps"], acts: Acts): Short | null {
  const { request, open } = outlook;
  const cast = group.flatMap(({ index }) => countingVotes(request, index));
  const heldNow = group.filter(({ index }) => index === open).flatMap(({ held }) => held);
  const standing = standingVotes({ limits: request.rules.votes, cast, held: heldNow, acts });
  // Those that have their approvals come first: what is told as short then lacks some.
  const wanted = group
    .flatMap(({ index: step }) => tallyOf(request, step).map((tally): Short => ({ ...tally, step })))
    .toSorted((a, b) => Number(b.met) - Number(a.met));
  const slot = ({ step, requirement }: { step: number; requirement: string }) =>
    wanted.findIndex((one) => one.step === step && one.requirement.name === requirement);
  const mayAct = (step: number, one: Held) =>
    acts(one.voterId) &&
    (step === open || !request.rules.distinctAcrossSteps || mayDecideLater(standing, one));
  const ways: Way[] = [
    ...standing.movable
      .filter(approves)
      .map((vote) => ({ ...pairOf(vote), requirement: slot(vote), atMost: 1 })),
    ...group.flatMap(({ index: step, held }) =>
      held
        .filter((one) => mayAct(step, one))
        .map((one) => ({ ...pairOf(one), requirement: slot({ ...one, step }), atMost: unlimited })),
    ),
  ];
  /** Which requirement is short when of the votes that yield `kept` stay, and the others are replaced. */
  const shortWith = (kept: readonly Vote[]) => {
    const locked = [...standing.locked, ...kept];
    const replaced = standing.yielding.filter((vote) => !kept.includes(vote));
    const counted = locked.filter(approves).map(slot);
    const left = wanted.map(({ requirement }, index) =>
      Math.max(0, requirement.requiredApprovals - counted.filter((one) => one === index).length),
    );
    return wanted[firstUnmet(left, ways, request.rules.votes, { locked, replaced }) ?? -1] ?? null;
  };
  const choices = subsetsOf(standing.yielding);
  if (choices === null) return null;
  const shorts = choices.map(shortWith);
  return shorts.includes(null) ? null : (shorts[0] ?? null);
}

const approves = ({ decision }: Vote) => decision === "approve";

/** All subsets, the whole first; null for more than 8 elements: those are not tried out. */
function subsetsOf<T>(all: readonly T[]): T[][] | null {
  if (all.length > 8) return null;
  return Array.from({ length: 2 ** all.length }, (_, set) => all.filter((_, index) => !(set & (1 << index))));
}

const pairOf = ({ voterId, principalId }: VotePair): VotePair => ({ voterId, principalId });

/**
 * Where nobody may decide two steps, who decides in the open one does not decide later, and later people decide for
 * themselves: the limits are 1 then, so that a delegate could give no more than the principal, who may always vote too.
 */
function mayDecideLater({ bound }: StandingVotes, { voterId, principalId }: VotePair): boolean {
  return voterId === principalId && !bound.has(voterId);
}
