import type { MemberId } from "@/lib/kernel/ids";
import { type Capacity, capacitiesInStep, type Deciding, exclusionOf, type Roster } from "./eligibility";
import { countingVotes, type Vote } from "./request-state";
import type { Requirement } from "./rules";
import { firstUnmet, type VotePair, type Way } from "./vote-flow";

/** A request as it stands, or as it would be opened: everything that says how it can still be approved. */
export type Pending = Omit<Deciding, "state">;

/** What is left to decide of a request: the open step and those after it, and who can give approvals in each. */
export interface Outlook {
  request: Pending;
  /** The open step first. */
  steps: { index: number; requirements: Requirement[]; held: (Capacity & { voterId: MemberId })[] }[];
}

/**
 * Works out who could approve what, with the people and delegations of `now`: by the rules about requester, builders and
 * earlier steps, before the limits on votes. A request that was not started yet is asked as if it were.
 */
export function outlookOf(request: Pending, roster: Roster, now: Date): Outlook {
  const first = request.openStep ?? 0;
  const steps = request.rules.steps.slice(first).map(({ requirements }, after) => {
    const index = first + after;
    // Who decides in the open step is held to it by its votes; see `freeOfOpenStep`.
    const asked = { ...request, openStep: first };
    const held = [...capacitiesInStep(request, index, roster, now)].flatMap(([voterId, capacities]) =>
      capacities
        .filter((capacity) => exclusionOf(asked, voterId, capacity) === null)
        .map((capacity) => ({ ...capacity, voterId })),
    );
    return { index, requirements, held };
  });
  return { request, steps };
}

/**
 * Which requirement cannot be met any more if each of `actors` (everybody, when left out) approves whatever they may;
 * null when the request can still be approved. Exact while the votes cast are of people who could cast them still; where
 * a voter or principal has lost the right since, or delegates vote for people at their limit under rules that refuse more
 * votes, it can name a request passable that is not. It never calls one lost that can pass.
 */
export function firstShort(outlook: Outlook, actors?: ReadonlySet<MemberId>): Requirement | null {
  const { request, steps } = outlook;
  const acts = (id: MemberId) => actors === undefined || actors.has(id);
  const groups = request.rules.distinctAcrossSteps ? [steps] : steps.map((step) => [step]);
  for (const group of groups) {
    const requirements = group.flatMap((step) =>
      step.requirements.map((requirement) => ({ step, requirement })),
    );
    const at = (index: number, name: string) =>
      requirements.findIndex(({ step, requirement }) => step.index === index && requirement.name === name);
    const first = request.openStep ?? 0;
    const standing = group[0]?.index === first ? standingOf(outlook, acts) : nothingCast;
    const given = standing.free.filter(({ decision }) => decision === "approve");
    const ways: Way[] = [
      ...given.map((vote) => ({ ...pairOf(vote), requirement: at(first, vote.requirement), atMost: 1 })),
      ...group.flatMap((step) =>
        step.held
          .filter(
            (one) => acts(one.voterId) && (step.index === first || mayDecideLater(outlook, standing, one)),
          )
          .map((one) => ({
            ...pairOf(one),
            requirement: at(step.index, one.requirement),
            atMost: Number.POSITIVE_INFINITY,
          })),
      ),
    ];
    const wanted = requirements.map(({ step, requirement }) => {
      const have = standing.locked.filter(
        (vote) =>
          step.index === first && vote.requirement === requirement.name && vote.decision === "approve",
      );
      return Math.max(0, requirement.requiredApprovals - have.length);
    });
    const short = firstUnmet(wanted, ways, request.rules.votes, standing.locked);
    if (short !== null) return requirements[short]?.requirement ?? null;
  }
  return null;
}

const pairOf = ({ voterId, principalId }: VotePair): VotePair => ({ voterId, principalId });

/** The counting votes of the open step, by whether one of those who act could still replace them (rule 1). */
interface Standing {
  /** Count, whatever else is cast. */
  locked: Vote[];
  /** Could be replaced by a later one, so that their voter or their principal has a say again. */
  free: Vote[];
  /** Decide in this step in any case: not in a later one, where nobody may decide two. */
  bound: Set<MemberId>;
}

const nothingCast: Standing = { locked: [], free: [], bound: new Set() };

function standingOf({ request, steps }: Outlook, acts: (id: MemberId) => boolean): Standing {
  const { votes: limits } = request.rules;
  const cast = countingVotes(request, request.openStep ?? 0);
  const held = steps[0]?.held ?? [];
  const replaces = limits.onExcess === "replace-oldest";
  /** The voter's next vote replaces one at the voter's limit, or at the principal's when that is the voter. */
  const byVoter = (vote: Vote) =>
    replaces &&
    acts(vote.voterId) &&
    (personLimit(limits, vote) > 0 || (isDirect(vote) && limits.maxPerPrincipal > 0)) &&
    held.some((one) => sharesLimit(limits, one, vote));
  /** The principal's own vote replaces a delegate's at the principal's limit. */
  const byPrincipal = ({ voterId, principalId: id }: Vote) => {
    const own = { voterId: id, principalId: id };
    const most = personLimit(limits, own);
    const hasRoom = most === 0 || cast.filter((vote) => sharesLimit(limits, vote, own)).length < most;
    return (
      voterId !== id &&
      limits.maxPerPrincipal > 0 &&
      acts(id) &&
      (replaces || hasRoom) &&
      held.some((one) => one.voterId === id && one.direct)
    );
  };
  const mayMove = (vote: Vote) =>
    byVoter(vote) && held.some((one) => one.voterId === vote.voterId && one.principalId !== vote.principalId);
  const isFree = (vote: Vote) => byVoter(vote) || byPrincipal(vote);
  return {
    locked: cast.filter((vote) => !isFree(vote)),
    free: cast.filter(isFree),
    bound: new Set(
      cast.flatMap((vote) => [
        ...(byPrincipal(vote) ? [] : [vote.voterId]),
        ...(mayMove(vote) ? [] : [vote.principalId]),
      ]),
    ),
  };
}

type Limits = Pending["rules"]["votes"];

const isDirect = ({ voterId, principalId }: VotePair) => voterId === principalId;

function personLimit({ maxPerPerson, maxDirect, maxDelegated }: Limits, pair: VotePair): number {
  return maxPerPerson > 0 ? maxPerPerson : isDirect(pair) ? maxDirect : maxDelegated;
}

function sharesLimit({ maxPerPerson }: Limits, a: VotePair, b: VotePair): boolean {
  return a.voterId === b.voterId && (maxPerPerson > 0 || isDirect(a) === isDirect(b));
}

/**
 * Under `distinctAcrossSteps` who decides in the open step does not decide later, and later people decide for themselves:
 * the limits are 1 then, so that a delegate could give no more than the principal, who may always vote too.
 */
function mayDecideLater({ request }: Outlook, { bound }: Standing, pair: VotePair): boolean {
  return !request.rules.distinctAcrossSteps || (isDirect(pair) && !bound.has(pair.voterId));
}
