/** The words of the approval engine (engine.md). The database's checks and the API's enums are built from these lists. */
export const workflows = [
  "environment-promotion",
  "api-subscription",
  "certificate-operation",
  "external",
] as const;
export type Workflow = (typeof workflows)[number];

/** Every deployment has a kind (rule 10). */
export const deploymentKinds = ["promote", "configure", "redeploy", "rollback", "deploy"] as const;
export type DeploymentKind = (typeof deploymentKinds)[number];

/** Kinds that can be asked for: deploying again what runs needs no approval. */
export const requestableKinds = [
  "promote",
  "configure",
  "deploy",
  "rollback",
] as const satisfies readonly DeploymentKind[];

/** Kinds that need a grant in a gated environment, however they are reached; a binding may add `rollback`. */
export const gatedKinds = ["promote", "configure", "deploy"] as const satisfies readonly DeploymentKind[];

/** What can be asked for of what issues certificates: each has rules of its own. */
export const certificateActions = ["issue", "renew", "rekey", "revoke"] as const;
export type CertificateAction = (typeof certificateActions)[number];

const openStates = ["new", "waiting"] as const;
export const closedStates = ["approved", "rejected", "cancelled", "expired", "superseded"] as const;
/** What History can be narrowed to: how it ended, or that an administrator ended it instead of its approvers. */
export const historyStates = [...closedStates, "overridden"] as const;
export const requestStates = [...openStates, ...closedStates] as const;
export type RequestStateName = (typeof requestStates)[number];

/** Use of the approval: a second machine that starts when the request is approved. */
export const useStates = ["none", "ready", "running", "used", "lapsed", "revoked", "superseded"] as const;
export type UseStateName = (typeof useStates)[number];

export const decisions = ["approve", "reject"] as const;
export type VoteDecision = (typeof decisions)[number];

export function isOpen(state: RequestStateName): boolean {
  return state === "new" || state === "waiting";
}

/** Who can have chosen a request's rules instead of a binding: its requester, by naming a profile or by setting them. */
export const ruleChoosers = ["profile", "requester"] as const;

/** Workflows that something enforces today; the others say "Coming soon" and cannot be switched. */
export const enforcedWorkflows = [
  "environment-promotion",
  "certificate-operation",
  "external",
] as const satisfies readonly Workflow[];
export type EnforcedWorkflow = (typeof enforcedWorkflows)[number];

export function isEnforced(workflow: Workflow): workflow is EnforcedWorkflow {
  return (enforcedWorkflows as readonly Workflow[]).includes(workflow);
}
