import type { MemberId } from "@/lib/kernel/ids";
import { firstShort, type Outlook, outlookOf } from "./can-pass";
import { excessOf, type Roster, whoCanDecide } from "./eligibility";
import { approvals } from "./satisfiability";
import type { Pending } from "./standing-votes";
import { tallyOf } from "./tally";

/** A requirement of the open step or a later one that does not have its approvals yet. */
export interface Missing {
  step: number;
  requirement: string;
  /** How many approvals it still needs; at least 1. */
  approvals: number;
  /** Whose approval would bring it nearer, as it stands. Limits on votes may keep them from doing so for several. */
  from: MemberId[];
}

/** What an open request still needs, requirement by requirement, and from whom. */
export function missingOf(request: Pending, roster: Roster, now: Date): Missing[] {
  return request.rules.steps.flatMap((_, step) => {
    const asking = { ...request, openStep: step };
    const able = [...whoCanDecide(asking, roster, now)];
    return tallyOf(request, step).flatMap(
      ({ requirement: { name, requiredApprovals }, approvals: have, met }) => {
        // Somebody who approved already may vote again, which replaces the first approval and adds none.
        const adds = (voterId: MemberId, capacity: (typeof able)[number][1][number]) =>
          capacity.requirement === name &&
          !excessOf(asking, voterId, capacity).replaced.some(
            (vote) => vote.requirement === name && vote.decision === "approve",
          );
        const from = able.filter(([id, capacities]) => capacities.some((one) => adds(id, one)));
        return met
          ? []
          : [{ step, requirement: name, approvals: requiredApprovals - have, from: from.map(([id]) => id) }];
      },
    );
  });
}

/**
 * Why an open request cannot be approved any more, whoever votes, as a sentence; null when it can. By the people and
 * delegations of `now`: administrators can change that (engine.md, "cannot pass any more").
 */
export function whyLost(request: Pending, roster: Roster, now: Date): string | null {
  const short = firstShort(outlookOf(request, roster, now));
  if (!short) return null;
  const { name, requiredApprovals } = short.requirement;
  const left = requiredApprovals - short.approvals;
  const count = missingOf(request, roster, now)
    .filter((one) => one.step === short.step && one.requirement === name)
    .flatMap(({ from }) => from).length;
  const needs = `"${name}" needs ${left < requiredApprovals ? `${left} more of its ` : ""}${approvals(requiredApprovals)}`;
  if (count === 0) return `${needs}, but nobody could give one.`;
  if (count < left)
    return `${needs}, but only ${count === 1 ? "1 person" : `${count} people`} could give one.`;
  return `${needs}. The people who could give one are needed elsewhere in these rules.`;
}

/** How many sets of people are tried at most. So many pairs have about 60 people in them. */
const tries = 2000;

/**
 * The fewest people whose approvals complete an open request; null when nobody can. `exact`: no smaller set does, tried
 * out within 2,000 sets, the smallest first. Beyond that it is a set of which nobody can be left out.
 */
export function fewestToComplete(
  request: Pending,
  roster: Roster,
  now: Date,
): { people: MemberId[]; exact: boolean } | null {
  const outlook = outlookOf(request, roster, now);
  if (firstShort(outlook)) return null;
  const candidates = [...new Set(outlook.steps.flatMap(({ held }) => held.map(({ voterId }) => voterId)))];
  let left = tries;
  for (let size = 0; size <= candidates.length; size++)
    for (const people of setsOf(candidates, size)) {
      if (left-- === 0) return { people: nobodyTooMany(outlook, candidates), exact: false };
      if (!firstShort(outlook, new Set(people))) return { people, exact: true };
    }
  return null;
}

function nobodyTooMany(outlook: Outlook, candidates: MemberId[]): MemberId[] {
  return candidates.reduce((needed, id) => {
    const without = needed.filter((one) => one !== id);
    return firstShort(outlook, new Set(without)) ? needed : without;
  }, candidates);
}

/** All sets of so many of `among`, in order. */
function* setsOf<T>(among: readonly T[], size: number): Generator<T[]> {
  if (size === 0) yield [];
  else
    for (const [index, one] of among.entries())
      for (const others of setsOf(among.slice(index + 1), size - 1)) yield [one, ...others];
}
