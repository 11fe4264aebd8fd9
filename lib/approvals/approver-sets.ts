import type { RequestState } from "./core/request-state";

/**
 * The sets of people that the open step asks, as keys of the index `approver_set`. A superset of who may decide: whom
 * the rules exclude (the requester, say) is left out afterwards by the core, never here. `views-asking.listMySets`
 * spells the same keys for a member.
 */
export function approverSetsOf(
  state: Pick<RequestState, "rules" | "openStep" | "projectId"> | null,
): Set<string> {
  const keys = new Set<string>();
  if (!state || state.openStep === null) return keys;
  for (const { approvers } of state.rules.steps[state.openStep]?.requirements ?? []) {
    for (const { roleId, scope } of approvers.roles) {
      keys.add(`role:${roleId}`);
      if (scope === "project" && state.projectId) keys.add(`role:${roleId}@${state.projectId}`);
    }
    for (const groupId of approvers.groups) keys.add(`group:${groupId}`);
    for (const memberId of approvers.users) keys.add(`user:${memberId}`);
  }
  return keys;
}
