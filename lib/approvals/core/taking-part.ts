import type { MemberId } from "@/lib/kernel/ids";
import {
  type Asking,
  capacitiesInStep,
  type Deciding,
  type Roster,
  reaches,
  whoCanDecide,
} from "./eligibility";
import type { Asked } from "./request-state";
import { type Requirement, stepOf } from "./rules";
import { tallyOf } from "./tally";

/** People whom a requirement only tells: they see the request and decide nothing. Nobody disabled, no service account. */
function toldBy({ notifyOnly }: Requirement, { projectId }: Pick<Asking, "projectId">, roster: Roster) {
  const { roles, groups, users } = notifyOnly;
  const holders = roster.holders.filter(
    (held) => roles.includes(held.roleId) && reaches("project", held.projectId, projectId),
  );
  const all = [
    ...users,
    ...groups.flatMap((id) => roster.groups.get(id) ?? []),
    ...holders.map(({ memberId }) => memberId),
  ];
  return new Set(
    all.filter((id) => {
      const member = roster.members.get(id);
      return member?.kind === "person" && !member.disabled;
    }),
  );
}

/** Whom the opening of a step tells without asking them. Not those whom it asks, nor who asked for it. */
export function toldOfStep(
  state: Pick<Deciding, "rules" | "projectId" | "openedBy">,
  step: number,
  asked: readonly Asked[],
  roster: Roster,
): MemberId[] {
  const known = new Set([state.openedBy, ...asked.map(({ memberId }) => memberId)]);
  const told = stepOf(state.rules, step).requirements.flatMap((one) => [...toldBy(one, state, roster)]);
  return [...new Set(told)].filter((id) => !known.has(id));
}

/**
 * Is this member an approver of any step, a delegate of one, or told of it only (rule 15)? Those whom the requester,
 * builder or vote rules bar, too: they may see what they may not decide.
 */
export function takesPart(asking: Asking, memberId: MemberId, roster: Roster, now: Date): boolean {
  return asking.rules.steps.some(
    ({ requirements }, step) =>
      capacitiesInStep(asking, step, roster, now).has(memberId) ||
      requirements.some((requirement) => toldBy(requirement, asking, roster).has(memberId)),
  );
}

/** Requirements of the open step that lack approvals while there is nobody left whose vote for them would be taken. */
export function deserted(state: Deciding, roster: Roster, now: Date): string[] {
  if (state.openStep === null) return [];
  const able = [...whoCanDecide(state, roster, now).values()].flat();
  return tallyOf(state, state.openStep)
    .filter(({ met, requirement }) => !met && !able.some((one) => one.requirement === requirement.name))
    .map(({ requirement }) => requirement.name);
}
