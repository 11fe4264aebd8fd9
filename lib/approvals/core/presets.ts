import type { ApprovalRules, Approvers, Requirement } from "./rules";
import type { DeploymentKind } from "./vocabulary";

/** A way of approving that exists elsewhere, as data (engine.md, Presets). Every field is stated. */
export interface Preset {
  name: string;
  targets: "critical" | "every";
  kinds: DeploymentKind[];
  /** What assignees beside roles mean: added to the roles, or the only ones of them. */
  assignees: "add" | "narrow";
  rules: ApprovalRules;
}

const nobody: Approvers = { roles: [], groups: [], users: [], narrowTo: null };

function oneRequirement(name: string): Requirement {
  return {
    name,
    approvers: nobody,
    notifyOnly: { roles: [], groups: [], users: [] },
    requiredApprovals: 1,
    requiredRejections: 1,
  };
}

const countersign: Preset = {
  name: "Countersign",
  targets: "critical",
  kinds: ["promote", "configure", "deploy"],
  assignees: "add",
  rules: {
    steps: [{ name: "Approval", requirements: [oneRequirement("Approval")] }],
    votes: { maxPerPrincipal: 1, maxPerPerson: 1, maxDirect: 1, maxDelegated: 1, onExcess: "replace-oldest" },
    allowRequesterVote: false,
    allowBuilderVote: false,
    allowApproverToPromote: true,
    allowDelegates: true,
    distinctAcrossSteps: false,
    comment: "optional",
    hoursToDecide: 72,
    hoursToUse: 24,
    grantUses: "once",
    whenSourceChanges: "keep",
    onApproval: "unlock",
    startsWaiting: true,
    whoMayCancel: "both",
    allowOverride: true,
  },
};

const choreo: Preset = {
  name: "Choreo",
  targets: "critical",
  kinds: ["promote", "configure", "deploy"],
  assignees: "add",
  rules: {
    steps: [{ name: "Approval", requirements: [oneRequirement("Approval")] }],
    votes: { maxPerPrincipal: 1, maxPerPerson: 1, maxDirect: 1, maxDelegated: 1, onExcess: "refuse" },
    allowRequesterVote: false,
    allowBuilderVote: true,
    allowApproverToPromote: true,
    allowDelegates: false,
    distinctAcrossSteps: false,
    comment: "optional",
    hoursToDecide: null,
    hoursToUse: null,
    grantUses: "unlimited",
    whenSourceChanges: "keep",
    onApproval: "unlock",
    startsWaiting: true,
    whoMayCancel: "requester",
    allowOverride: false,
  },
};

const wso2: Preset = { ...choreo, name: "WSO2 Integration Platform", targets: "every", assignees: "narrow" };

export const presets = { countersign, choreo, wso2 } as const;
