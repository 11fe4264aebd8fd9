import type { MemberId } from "@/lib/kernel/ids";
import type { Capacity, Deciding } from "./eligibility";
import { countingVotes, type Vote } from "./request-state";
import { isDirect, limit, personLimit, sharesLimit, unlimited } from "./vote-flow";

/** A request as it stands, or as it would be opened: everything that says how it can still be approved. */
export type Pending = Omit<Deciding, "state">;

/** A capacity, and who holds it. */
export type Held = Capacity & { voterId: MemberId };

/** Is this one of those who vote? */
export type Acts = (id: MemberId) => boolean;

/** The counting votes of the open step, by whether a later vote could still replace them (rule 1). */
export interface StandingVotes {
  /** Count, whatever else is cast. */
  locked: Vote[];
  /** Could be replaced by their voter's next vote, which may go anywhere. */
  movable: Vote[];
  /** Could only be replaced by their principal's own vote: they stay where they are, or that vote takes their place. */
  yielding: Vote[];
  /** Decide in this step in any case: not in a later one, where nobody may decide two. */
  bound: Set<MemberId>;
}

export const noVotes: StandingVotes = { locked: [], movable: [], yielding: [], bound: new Set() };

/** Who of these capacities' holders could still replace what was cast, when those vote who act. */
export function standingVotes(request: Pending, held: readonly Held[], acts: Acts): StandingVotes {
  const { votes: limits } = request.rules;
  const cast = countingVotes(request, request.openStep ?? 0);
  const replaces = limits.onExcess === "replace-oldest";
  /** How many votes of this authority could still be cast by `voterId` without replacing somebody else's. */
  const roomOf = ({ voterId, principalId }: Held) =>
    limit(limits.maxPerPrincipal) -
    cast.filter((vote) => vote.principalId === principalId && (voterId !== principalId || isDirect(vote)))
      .length;
  /** A vote is replaced at its voter's limit: which only those reach who have that many votes to cast. */
  const reachesLimit = (vote: Vote) => {
    const ways = held.filter((one) => sharesLimit(limits, one, vote));
    const each = [...new Map(ways.map((one) => [one.principalId, Math.max(0, roomOf(one))])).values()];
    const had = cast.filter((one) => sharesLimit(limits, one, vote)).length;
    const most = personLimit(limits, vote);
    return ways.length > 0 && most < unlimited && each.reduce((sum, room) => sum + room, had) >= most;
  };
  const direct = (id: MemberId) => acts(id) && held.some((one) => one.voterId === id && one.direct);
  /** The voter's next vote replaces one at the voter's limit, or at the principal's when that is the voter. */
  const byVoter = (vote: Vote) =>
    replaces &&
    acts(vote.voterId) &&
    (reachesLimit(vote) || (isDirect(vote) && limits.maxPerPrincipal > 0 && direct(vote.voterId)));
  /** The principal's own vote replaces a delegate's at the principal's limit. `gone`: votes replaced before. */
  const replacedByPrincipal = (gone: readonly Vote[]) =>
    cast.filter(({ voterId, principalId: id }) => {
      const own = { voterId: id, principalId: id };
      const had = cast.filter((vote) => sharesLimit(limits, vote, own) && !gone.includes(vote));
      const hasRoom = had.length < personLimit(limits, own);
      return voterId !== id && limits.maxPerPrincipal > 0 && (replaces || hasRoom) && direct(id);
    });
  // One that is replaced gives its voter room again, to replace another.
  let reached = replacedByPrincipal([]);
  for (let more = replacedByPrincipal(reached); more.length > reached.length; ) {
    reached = more;
    more = replacedByPrincipal(reached);
  }
  const byPrincipal = (vote: Vote) => reached.includes(vote);
  const mayMove = (vote: Vote) =>
    byVoter(vote) && held.some((one) => one.voterId === vote.voterId && one.principalId !== vote.principalId);
  /** The voter can decide for somebody whose own vote then takes that over, and is out of this step. */
  const escapes = (vote: Vote) =>
    byVoter(vote) &&
    held.some(
      (one) =>
        one.voterId === vote.voterId && one.principalId !== vote.principalId && direct(one.principalId),
    );
  const yields = (vote: Vote) => !byVoter(vote) && byPrincipal(vote);
  return {
    locked: cast.filter((vote) => !byVoter(vote) && !yields(vote)),
    movable: cast.filter(byVoter),
    yielding: cast.filter(yields),
    bound: new Set(
      cast.flatMap((vote) => [
        ...(byPrincipal(vote) || escapes(vote) ? [] : [vote.voterId]),
        ...(mayMove(vote) ? [] : [vote.principalId]),
      ]),
    ),
  };
}
