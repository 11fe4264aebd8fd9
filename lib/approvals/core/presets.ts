import type { ApprovalRules, Approvers, Requirement } from "./rules";
import type { DeploymentKind } from "./vocabulary";

/** A way of approving that exists elsewhere, as data (engine.md, Presets). Every field is stated. */
export interface Preset {
  name: string;
  /** What it gates: promotions into critical or all environments, actions on a resource, or what other systems ask for. */
  targets: "critical" | "every" | "resource" | "external";
  /** Of deployments that it gates; none where it gates no deployments. */
  kinds: DeploymentKind[];
  /** What assignees beside roles mean: added to the roles, or the only ones of them. */
  assignees: "add" | "narrow";
  rules: ApprovalRules;
}

/** One for promotions: it gates environments. */
type PromotionPreset = Preset & { targets: "critical" | "every" };

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

const countersign: PromotionPreset = {
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

const choreo: PromotionPreset = {
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

const wso2: PromotionPreset = {
  name: "WSO2 Integration Platform",
  targets: "every",
  kinds: ["promote", "configure", "deploy"],
  assignees: "narrow",
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

/** Steps are added as needed, each of one user, role or group; who decided one decides no other. */
const czertainly: Preset = {
  name: "CZERTAINLY",
  targets: "resource",
  kinds: [],
  assignees: "add",
  rules: {
    steps: [{ name: "Step 1", requirements: [oneRequirement("Approval")] }],
    votes: { maxPerPrincipal: 1, maxPerPerson: 1, maxDirect: 1, maxDelegated: 1, onExcess: "refuse" },
    allowRequesterVote: false,
    allowBuilderVote: true,
    allowApproverToPromote: true,
    allowDelegates: false,
    distinctAcrossSteps: true,
    comment: "optional",
    hoursToDecide: 24,
    hoursToUse: null,
    grantUses: "once",
    whenSourceChanges: "keep",
    onApproval: "execute",
    startsWaiting: true,
    whoMayCancel: "administrator",
    allowOverride: true,
  },
};

/** One total limit a person; 0 elsewhere is no limit of its own. The pipeline starts it, and cancels it on its time-out. */
const flexible: Preset = {
  name: "Flexible Approvals",
  targets: "external",
  kinds: [],
  assignees: "add",
  rules: {
    steps: [{ name: "Approval", requirements: [oneRequirement("Approval")] }],
    votes: { maxPerPrincipal: 0, maxPerPerson: 1, maxDirect: 0, maxDelegated: 0, onExcess: "replace-oldest" },
    allowRequesterVote: false,
    allowBuilderVote: true,
    allowApproverToPromote: true,
    allowDelegates: true,
    distinctAcrossSteps: false,
    comment: "optional",
    hoursToDecide: null,
    hoursToUse: null,
    grantUses: "once",
    whenSourceChanges: "keep",
    onApproval: "unlock",
    startsWaiting: false,
    whoMayCancel: "administrator",
    allowOverride: false,
  },
};

export const presets = { countersign, choreo, wso2, czertainly, flexible } as const;
