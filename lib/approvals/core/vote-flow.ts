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
function limit(most: number): number {
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
  return `voter ${pair.voterId} ${isDirect(pair) ? "direct" : "delegated"}`;
}

/**
 * Index of the first requirement that cannot get all the approvals it wants together with those before it; null when all
 * can. Votes flow from voters (each up to their limit) through principals (each up to theirs) to requirements, which is
 * exactly rule 1. `locked` are votes that count already and stay: they use up limits.
 */
export function firstUnmet(
  wanted: readonly number[],
  ways: readonly Way[],
  limits: Limits,
  locked: readonly VotePair[] = [],
): number | null {
  const pipes = [...limitPipes(ways, limits, locked), ...ways.flatMap((way) => wayPipes(way, limits))];
  const reached = (count: number) => {
    const ends = wanted
      .slice(0, count)
      .map((capacity, index): Pipe => ({ from: `requirement ${index}`, to: sink, capacity }));
    const all = ends.reduce((sum, { capacity }) => sum + capacity, 0);
    return maxFlow([...pipes, ...ends], source, sink) === all;
  };
  if (reached(wanted.length)) return null;
  return wanted.findIndex((_, index) => !reached(index + 1));
}

function wayPipes(way: Way, limits: Limits): Pipe[] {
  const { principalId, requirement, atMost: capacity } = way;
  return [
    { from: voterNode(limits, way), to: `principal ${principalId}`, capacity },
    { from: `authority of ${principalId}`, to: `requirement ${requirement}`, capacity },
  ];
}

/** What each person and each principal may still give. */
function limitPipes(ways: readonly Way[], limits: Limits, locked: readonly VotePair[]): Pipe[] {
  const left = new Map<string, Pipe>();
  for (const way of ways) {
    const to = voterNode(limits, way);
    left.set(to, { from: source, to, capacity: personLimit(limits, way) });
    const { principalId } = way;
    const from = `principal ${principalId}`;
    left.set(from, { from, to: `authority of ${principalId}`, capacity: limit(limits.maxPerPrincipal) });
  }
  for (const vote of locked)
    for (const node of [voterNode(limits, vote), `principal ${vote.principalId}`]) {
      const pipe = left.get(node);
      if (pipe) pipe.capacity = Math.max(0, pipe.capacity - 1);
    }
  return [...left.values()];
}
