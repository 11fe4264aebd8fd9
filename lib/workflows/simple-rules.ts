import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { MemberId, RoleId } from "@/lib/kernel/ids";

/** What the simple dialog can say: one step, one requirement, of roles and assignees. */
export interface SimpleRules {
  roles: RoleId[];
  assignees: MemberId[];
  assigneesMode: "add" | "narrow";
  requiredApprovals: number;
}

/** The simple words for these rules, or null when they say more than the dialog can show. */
export function simpleOf(rules: ApprovalRules): SimpleRules | null {
  const [step, ...moreSteps] = rules.steps;
  const [requirement, ...more] = step?.requirements ?? [];
  if (!requirement || moreSteps.length + more.length > 0) return null;
  const { roles, groups, users, narrowTo } = requirement.approvers;
  if (groups.length > 0 || (narrowTo !== null && users.length > 0)) return null;
  return {
    roles: roles.map(({ roleId }) => roleId),
    assignees: narrowTo ?? users,
    assigneesMode: narrowTo === null ? "add" : "narrow",
    requiredApprovals: requirement.requiredApprovals,
  };
}

/** `rules` with the dialog's words put in. Narrowing without assignees is no narrowing. Null where `simpleOf` is. */
export function withSimple(rules: ApprovalRules, change: Partial<SimpleRules>): ApprovalRules | null {
  const held = simpleOf(rules);
  const [step] = rules.steps;
  const [requirement] = step?.requirements ?? [];
  if (!held || !step || !requirement) return null;
  const { roles, assignees, assigneesMode, requiredApprovals } = { ...held, ...change };
  const scopeOf = new Map(requirement.approvers.roles.map(({ roleId, scope }) => [roleId, scope]));
  const narrow = assigneesMode === "narrow" && assignees.length > 0;
  const approvers = {
    roles: roles.map((roleId) => ({ roleId, scope: scopeOf.get(roleId) ?? ("project" as const) })),
    groups: [],
    users: narrow ? [] : assignees,
    narrowTo: narrow ? assignees : null,
  };
  return { ...rules, steps: [{ ...step, requirements: [{ ...requirement, approvers, requiredApprovals }] }] };
}
