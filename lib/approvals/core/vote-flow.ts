import type { MemberId } from "@/lib/kernel/ids";
import { maxFlow, type Pipe } from "./max-flow";
import type { ApprovalRules } from "./rules";

/** Whose vote it is, and whose authority it uses; the same member where it is direct. */
export interface VotePair {
  voterId: MemberId;
  principalId: MemberId;
}

/** A way in which approvals can reach one of the requirements wanted: `requirement` is its index there. */
export interface Way extends VotePair {
  requirement: number;
  /** How many could take it; infinite where only the limits on votes say. */
  atMost: number;
}

const source = "source";
const sink = "sink";

export const unlimited = Number.POSITIVE_INFINITY;

type Limits = ApprovalRules["votes"];

/** A limit of 0 is none. */
export function limit(most: number): number {
  return most === 0 ? unlimited : most;
}

export function isDirect({ voterId, principalId }: VotePair): boolean {
  return voterId === principalId;
}

/** How many votes the voter may have in a step: over all capacities if that is limited, else direct and delegated apart. */
export function personLimit({ maxPerPerson, maxDirect, maxDelegated }: Limits, pair: VotePair): number {
  if (maxPerPerson > 0) return maxPerPerson;
  return limit(isDirect(pair) ? maxDirect : maxDelegated);
}

/** Do these two votes count against one and the same limit of one person? */
export function sharesLimit(limits: Limits, a: VotePair, b: VotePair): boolean {
  return voterNode(limits, a) === voterNode(limits, b);
}

function voterNode({ maxPerPerson }: Limits, pair: VotePair): string {
  if (maxPerPerson > 0) return `voter ${pair.voterId}`;
  return `voter ${pair.voterId}, direct: ${isDirect(pair)}`;
}

/** Votes that count already. */
export interface CastVotes {
  /** Those that stay: they use up limits. */
  locked: readonly VotePair[];
  /** Those that their principals' own votes replace: which happens only once all that authority's votes are cast. */
  replaced: readonly VotePair[];
}

/**
 * Index of the first requirement that cannot get all the approvals it wants together with those before it; null when all
 * can. Votes flow from voters (each up to their limit) through principals (each up to theirs) to requirements, which is
 * exactly rule 1.
 */
export function firstUnmet(
  wanted: readonly number[],
  ways: readonly Way[],
  limits: Limits,
  cast: CastVotes = { locked: [], replaced: [] },
): number | null {
  const pipes = [...limitPipes(ways, limits, cast), ...wayPipes(ways, limits, cast)];
  const must = mandatory(limits, cast);
  const reached = (count: number) => {
    const ends = wanted
      .slice(0, count)
      .map((capacity, index): Pipe => ({ from: `requirement ${index}`, to: sink, capacity }));
    const all = [...pipes, ...must, ...ends];
    const full = all.filter(({ to }) => to === sink).reduce((total, { capacity }) => total + capacity, 0);
    return maxFlow(all, source, sink) === full;
  };
  if (reached(wanted.length)) return null;
  return wanted.findIndex((_, index) => !reached(index + 1));
}

function wayPipes(ways: readonly Way[], limits: Limits, { locked, replaced }: CastVotes): Pipe[] {
  const given = new Map<string, Pipe>();
  const taken = ways.map(({ principalId, requirement, atMost: capacity }): Pipe => {
    return { from: `authority of ${principalId}`, to: `requirement ${requirement}`, capacity };
  });
  for (const way of ways) {
    const [from, to] = [voterNode(limits, way), `principal ${way.principalId}`];
    // A principal replaces a vote only once that authority's votes are all cast. Until then it uses up its voter's limit.
    const waiting = replaced.filter(({ principalId }) => principalId === way.principalId);
    const counting = [...locked, ...waiting].filter((vote) => voterNode(limits, vote) === from).length;
    const before = given.get(`${from} ${to}`)?.capacity ?? 0;
    const capacity = Math.min(before + way.atMost, Math.max(0, personLimit(limits, way) - counting));
    given.set(`${from} ${to}`, { from, to, capacity });
  }
  return [...given.values(), ...taken];
}

/** What each person and each principal may still give. */
function limitPipes(ways: readonly Way[], limits: Limits, { locked, replaced }: CastVotes): Pipe[] {
  const left = new Map<string, Pipe>();
  for (const way of ways) {
    const to = voterNode(limits, way);
    left.set(to, { from: source, to, capacity: personLimit(limits, way) });
    const { principalId } = way;
    const from = `principal ${principalId}`;
    left.set(from, { from, to: `authority of ${principalId}`, capacity: limit(limits.maxPerPrincipal) });
  }
  const take = (node: string, many: number) => {
    const pipe = left.get(node);
    if (pipe) pipe.capacity = Math.max(0, pipe.capacity - many);
  };
  for (const vote of locked) take(voterNode(limits, vote), 1);
  for (const { principalId } of locked) take(`principal ${principalId}`, 1);
  // What is left of theirs is `mandatory`.
  for (const { principalId } of replaced) take(`principal ${principalId}`, unlimited);
  return [...left.values()];
}

/**
 * A vote is replaced by its principal's own only when the principal is at the limit. So the room left there has to be
 * filled, and one more vote cast by the principal for each that is replaced: what must flow goes to the sink, and comes
 * back from the source to be given to any requirement, or to none.
 */
function mandatory(limits: Limits, { locked, replaced }: CastVotes): Pipe[] {
  return [...new Set(replaced.map(({ principalId }) => principalId))].flatMap((principalId) => {
    const of = (votes: readonly VotePair[]) =>
      votes.filter((vote) => vote.principalId === principalId).length;
    const room = Math.max(0, limits.maxPerPrincipal - of(locked) - of(replaced));
    const own = voterNode(limits, { voterId: principalId, principalId });
    return [
      { from: own, to: sink, capacity: of(replaced) },
      { from: `principal ${principalId}`, to: sink, capacity: room },
      { from: source, to: `authority of ${principalId}`, capacity: room + of(replaced) },
    ];
  });
}
