import type { GroupId, MemberId, ProjectId, RoleId } from "@/lib/kernel/ids";
import type { RequestState } from "./request-state";
import { countingVotes, isRequester } from "./request-state";
import { type ApprovalRules, type Requirement, stepOf } from "./rules";

/** Who is who, as read under the lock: all whom the rules name, and the delegations from them. */
export interface Roster {
  members: ReadonlyMap<MemberId, { name: string; kind: "person" | "service"; disabled: boolean }>;
  holders: readonly { roleId: RoleId; memberId: MemberId; projectId: ProjectId | null }[];
  groups: ReadonlyMap<GroupId, readonly MemberId[]>;
  delegations: readonly {
    from: MemberId;
    to: MemberId;
    projectId: ProjectId | null;
    startsAt: Date;
    endsAt: Date | null;
    cancelledAt: Date | null;
  }[];
}

/** The right to fill one requirement: one's own, or a principal's. */
export interface Capacity {
  requirement: string;
  principalId: MemberId;
  direct: boolean;
}

/** Members a requirement lets decide in their own right, before delegates (engine.md, Eligible). */
export function principalsOf(
  requirement: Requirement,
  roster: Roster,
  projectId: ProjectId | null,
): Set<MemberId> {
  const { roles, groups, users, narrowTo } = requirement.approvers;
  const named = new Set<MemberId>(users);
  const found = new Set<MemberId>(users);
  for (const role of roles)
    for (const holder of roster.holders)
      if (holder.roleId === role.roleId && reaches(role.scope, holder.projectId, projectId))
        found.add(holder.memberId);
  for (const group of groups) for (const memberId of roster.groups.get(group) ?? []) found.add(memberId);
  const narrowed = narrowTo === null ? null : new Set(narrowTo);
  return new Set(
    [...found].filter((id) => mayEverDecide(id, roster, named.has(id)) && (narrowed?.has(id) ?? true)),
  );
}

export function reaches(
  scope: "organization" | "project",
  heldIn: ProjectId | null,
  projectId: ProjectId | null,
): boolean {
  return heldIn === null || (scope === "project" && heldIn === projectId);
}

/** Disabled members never; service accounts only where a requirement names them. */
function mayEverDecide(id: MemberId, roster: Roster, named: boolean): boolean {
  const member = roster.members.get(id);
  return member !== undefined && !member.disabled && (member.kind === "person" || named);
}

/** Everyone to whom one of `principals` has an active delegation: one hop, [startsAt, endsAt), not cancelled. */
function delegatesOf(principals: Set<MemberId>, roster: Roster, projectId: ProjectId | null, now: Date) {
  return roster.delegations.filter(
    (d) =>
      principals.has(d.from) &&
      mayEverDecide(d.to, roster, false) &&
      (d.projectId === null || d.projectId === projectId) &&
      d.startsAt <= now &&
      (d.endsAt === null || now < d.endsAt) &&
      (d.cancelledAt === null || now < d.cancelledAt),
  );
}

/** Rules, and where they are to decide. */
export interface Asking {
  rules: ApprovalRules;
  projectId: ProjectId | null;
}

/** Every capacity of every member in one step, before the rules about requester, builders and earlier votes. */
export function capacitiesInStep(
  asking: Asking,
  step: number,
  roster: Roster,
  now: Date,
): Map<MemberId, Capacity[]> {
  const capacities = new Map<MemberId, Capacity[]>();
  const add = (memberId: MemberId, capacity: Capacity) =>
    capacities.set(memberId, [...(capacities.get(memberId) ?? []), capacity]);
  for (const requirement of stepOf(asking.rules, step).requirements) {
    const principals = principalsOf(requirement, roster, asking.projectId);
    for (const id of principals) add(id, { requirement: requirement.name, principalId: id, direct: true });
    if (!asking.rules.allowDelegates) continue;
    const seen = new Set<string>();
    for (const { from, to } of delegatesOf(principals, roster, asking.projectId, now)) {
      if (from === to || seen.has(`${from} ${to}`)) continue;
      seen.add(`${from} ${to}`);
      add(to, { requirement: requirement.name, principalId: from, direct: false });
    }
  }
  return capacities;
}

/** What of a request says who may decide it; one that nobody has opened yet can be asked about too. */
export type Deciding = Pick<
  RequestState,
  "rules" | "projectId" | "openedBy" | "startedBy" | "builders" | "votes" | "openStep"
>;

/** Why a capacity may not be used in this request; in the order in which a vote is refused (engine.md, Refusals). */
export type CapacityBar =
  | "requester_may_not_vote"
  | "builder_may_not_vote"
  | "already_decided_earlier_step"
  | "already_represented"
  | "already_voted";

export function barOf(state: Deciding, voterId: MemberId, capacity: Capacity): CapacityBar | null {
  return exclusionOf(state, voterId, capacity) ?? excessOf(state, voterId, capacity).bar;
}

/** What keeps somebody from deciding whatever else was voted in this step: the first three bars. */
export function exclusionOf(state: Deciding, voterId: MemberId, capacity: Capacity): CapacityBar | null {
  const { rules } = state;
  const people = [voterId, capacity.principalId];
  if (!rules.allowRequesterVote && people.some((id) => isRequester(state, id)))
    return "requester_may_not_vote";
  if (!rules.allowBuilderVote && people.some((id) => state.builders.includes(id)))
    return "builder_may_not_vote";
  return rules.distinctAcrossSteps && decidedEarlier(state, people) ? "already_decided_earlier_step" : null;
}

function decidedEarlier(state: Pick<Deciding, "votes" | "openStep">, people: MemberId[]): boolean {
  const open = state.openStep ?? 0;
  return state.votes.some(
    (vote) =>
      vote.replacedAt === null &&
      vote.step < open &&
      (people.includes(vote.voterId) || people.includes(vote.principalId)),
  );
}

/**
 * Which of the step's counting votes a new vote in this capacity would replace, or why it may not be cast (rule 1).
 * A principal's own vote replaces a delegate's; a delegate's vote for a principal at the cap is refused, which is the
 * answer also where the voter is at the person's cap and may not replace (engine.md, Refusals).
 */
export function excessOf(state: Deciding, voterId: MemberId, capacity: Capacity) {
  const { votes: caps } = state.rules;
  const refuses = caps.onExcess === "refuse";
  const barred = (bar: "already_represented" | "already_voted") => ({ bar, replaced: [] });
  const counting = countingVotes(state, state.openStep ?? 0);
  const cap =
    caps.maxPerPerson > 0 ? caps.maxPerPerson : capacity.direct ? caps.maxDirect : caps.maxDelegated;
  const own = counting.filter(
    (vote) =>
      vote.voterId === voterId &&
      (caps.maxPerPerson > 0 || (vote.principalId === voterId) === capacity.direct),
  );
  const isFull = cap > 0 && own.length >= cap;
  const oldest = isFull && !refuses ? own.slice(0, own.length - cap + 1) : [];
  const represented = counting.filter(
    (vote) => vote.principalId === capacity.principalId && !oldest.includes(vote),
  );
  const isRepresented = caps.maxPerPrincipal > 0 && represented.length >= caps.maxPerPrincipal;
  if (isRepresented && !capacity.direct) return barred("already_represented");
  if (isFull && refuses) return barred("already_voted");
  if (!isRepresented) return { bar: null, replaced: oldest };
  const delegates = represented.filter((vote) => vote.voterId !== voterId);
  if (delegates.length === 0 && refuses) return barred("already_voted");
  const takenOver = delegates.length > 0 ? delegates : represented;
  return { bar: null, replaced: [...oldest, ...takenOver.slice(0, 1)] };
}

/** The capacities in which `decide` would take a vote of this member now. Pending, badge, mails and canDecide all ask here. */
export function usableCapacities(state: Deciding, memberId: MemberId, roster: Roster, now: Date): Capacity[] {
  if (state.openStep === null) return [];
  const mine = capacitiesInStep(state, state.openStep, roster, now).get(memberId) ?? [];
  return mine.filter((capacity) => barOf(state, memberId, capacity) === null);
}

/** Everyone whose vote `decide` would take now, each with their capacities. */
export function whoCanDecide(state: Deciding, roster: Roster, now: Date): Map<MemberId, Capacity[]> {
  const able = new Map<MemberId, Capacity[]>();
  if (state.openStep === null) return able;
  for (const [memberId, capacities] of capacitiesInStep(state, state.openStep, roster, now)) {
    const usable = capacities.filter((capacity) => barOf(state, memberId, capacity) === null);
    if (usable.length > 0) able.set(memberId, usable);
  }
  return able;
}
