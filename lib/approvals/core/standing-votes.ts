import type { MemberId } from "@/lib/kernel/ids";
import type { Capacity, Deciding } from "./eligibility";
import type { Vote } from "./request-state";
import type { ApprovalRules } from "./rules";
import { isDirect, limit, personLimit, sharesLimit, unlimited } from "./vote-flow";

/** A request as it stands, or as it would be opened: everything that says how it can still be approved. */
export type Pending = Deciding;

/** A capacity, and who holds it. */
export type Held = Capacity & { voterId: MemberId };

/** Is this one of those who vote? */
export type Acts = (id: MemberId) => boolean;

/** The counting votes of a step, by whether a later vote could still replace them (rule 1). */
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

/** What the questions below are asked of: the limits, the counting votes of a step, and who may vote there. */
interface Table {
  limits: ApprovalRules["votes"];
  cast: Vote[];
  held: readonly Held[];
  acts: Acts;
}

/** Who of these capacities' holders could still replace what was cast, when those vote who act. */
export function standingVotes(table: Table): StandingVotes {
  const { cast, held } = table;
  const movable = cast.filter((vote) => movedByVoter(table, vote));
  const takenOver = takenOverByPrincipals(table);
  const yielding = takenOver.filter((vote) => !movable.includes(vote));
  /** The voter moves on to decide for somebody else; when that one's own vote takes it over, the voter is out. */
  const elsewhere = (vote: Vote, then: (other: Held) => boolean) =>
    movable.includes(vote) &&
    held.some((one) => one.voterId === vote.voterId && one.principalId !== vote.principalId && then(one));
  return {
    locked: cast.filter((vote) => !movable.includes(vote) && !yielding.includes(vote)),
    movable,
    yielding,
    bound: new Set(
      cast.flatMap((vote) => [
        ...(takenOver.includes(vote) || elsewhere(vote, (other) => votesDirectly(table, other.principalId))
          ? []
          : [vote.voterId]),
        ...(elsewhere(vote, () => true) ? [] : [vote.principalId]),
      ]),
    ),
  };
}

function votesDirectly({ acts, held }: Table, id: MemberId): boolean {
  return acts(id) && held.some((one) => one.voterId === id && one.direct);
}

/** The voter's next vote replaces one at the voter's limit, or at the principal's when that is the voter. */
function movedByVoter(table: Table, vote: Vote): boolean {
  const { limits, acts } = table;
  if (limits.onExcess === "refuse" || !acts(vote.voterId)) return false;
  const ownAuthority = isDirect(vote) && limits.maxPerPrincipal > 0 && votesDirectly(table, vote.voterId);
  return ownAuthority || reachesLimit(table, vote);
}

/** A vote is replaced at its voter's limit, which only those reach who have that many votes to cast. */
function reachesLimit({ limits, cast, held }: Table, vote: Vote): boolean {
  const ways = held.filter((one) => sharesLimit(limits, one, vote));
  const rooms = new Map(
    ways.map((one) => {
      // One's own vote finds room where a delegate's is replaced by it.
      const counts = (other: Vote) =>
        other.principalId === one.principalId && (!one.direct || isDirect(other));
      return [one.principalId, Math.max(0, limit(limits.maxPerPrincipal) - cast.filter(counts).length)];
    }),
  );
  const had = cast.filter((other) => sharesLimit(limits, other, vote)).length;
  const most = personLimit(limits, vote);
  return ways.length > 0 && most < unlimited && [...rooms.values()].reduce((a, b) => a + b, had) >= most;
}

/** A principal's own vote replaces a delegate's at the principal's limit, when the principal has a vote left. */
function takenOverByPrincipals(table: Table): Vote[] {
  const { limits, cast } = table;
  if (limits.maxPerPrincipal === 0) return [];
  const without = (gone: Vote[]) =>
    cast.filter(({ voterId, principalId: id }) => {
      const own = { voterId: id, principalId: id };
      const had = cast.filter((vote) => sharesLimit(limits, vote, own) && !gone.includes(vote));
      const hasVote = limits.onExcess === "replace-oldest" || had.length < personLimit(limits, own);
      return voterId !== id && hasVote && votesDirectly(table, id);
    });
  // One that is taken over gives its voter a vote again, to take over the next.
  let found: Vote[] = [];
  for (let more = without(found); more.length > found.length; more = without(found)) found = more;
  return found;
}
