import type { ApprovalRules, Requirement } from "@/lib/approvals/core/rules";
import type { MemberId, ProjectId } from "@/lib/kernel/ids";
import type { Directory } from "./play";

/** A right to vote: somebody (`who`) fills a requirement by the authority of a principal, who may be themselves. */
export interface Right {
  who: MemberId;
  principal: MemberId;
  requirement: string;
}

/** engine.md, Eligible, before delegates. */
function inTheirOwnRight({ approvers }: Requirement, directory: Directory, project: ProjectId): MemberId[] {
  const { roles, groups, users, narrowTo } = approvers;
  const { members, held, groups: memberships } = directory;
  const eligible = members.filter(({ id, service, disabled }) => {
    const named = users.includes(id);
    const byRole = roles.some(({ roleId, scope }) =>
      held.some(
        ({ who, role, where }) =>
          who === id && role === roleId && (where === null || (scope === "project" && where === project)),
      ),
    );
    const byGroup = memberships.some(({ group, who }) => who === id && groups.includes(group));
    const narrowedOut = narrowTo !== null && !narrowTo.includes(id);
    return (named || byRole || byGroup) && !narrowedOut && !disabled && (named || !service);
  });
  return eligible.map(({ id }) => id);
}

/** engine.md, Eligible: every right to vote in a step, before the rules that bar somebody in this request. */
export function rightsIn(
  step: number,
  rules: ApprovalRules,
  directory: Directory,
  project: ProjectId,
  now: Date,
): Right[] {
  const rights: Right[] = [];
  for (const requirement of rules.steps[step]?.requirements ?? [])
    for (const principal of inTheirOwnRight(requirement, directory, project)) {
      rights.push({ who: principal, principal, requirement: requirement.name });
      if (!rules.allowDelegates) continue;
      for (const { id, service, disabled } of directory.members) {
        const active = directory.delegations.some(
          ({ from, to, where, starts, ends }) =>
            from === principal &&
            to === id &&
            (where === null || where === project) &&
            starts <= now &&
            (ends === null || now < ends),
        );
        if (active && id !== principal && !service && !disabled)
          rights.push({ who: id, principal, requirement: requirement.name });
      }
    }
  return rights;
}

/** People whom a step's requirements only tell. */
export function toldBy(
  step: number,
  rules: ApprovalRules,
  { members, held, groups: memberships }: Directory,
  project: ProjectId,
): MemberId[] {
  const told = members.filter(({ id, service, disabled }) =>
    (rules.steps[step]?.requirements ?? []).some(({ notifyOnly: { roles, groups, users } }) => {
      const byRole = held.some(
        ({ who, role, where }) => who === id && roles.includes(role) && (where === null || where === project),
      );
      const byGroup = memberships.some(({ group, who }) => who === id && groups.includes(group));
      return !service && !disabled && (users.includes(id) || byRole || byGroup);
    }),
  );
  return told.map(({ id }) => id);
}

/** The rows of engine.md's table of permissions that a request asks about. */
const allowed: Record<string, string[]> = {
  rol_administrator: [
    "request.read",
    "request.create",
    "promotion.execute",
    "request.cancel",
    "request.override",
  ],
  rol_developer: ["request.read", "request.create", "promotion.execute"],
  rol_reviewer: ["request.read"],
  rol_auditor: ["request.read"],
};

export function isEnabled(who: MemberId, { members }: Directory): boolean {
  return members.some(({ id, disabled }) => id === who && !disabled);
}

export function may(who: MemberId, permission: string, directory: Directory, project: ProjectId): boolean {
  return (
    isEnabled(who, directory) &&
    directory.held.some(
      (one) =>
        one.who === who &&
        (one.where === null || one.where === project) &&
        (allowed[one.role] ?? []).includes(permission),
    )
  );
}
