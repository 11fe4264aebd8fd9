import { expect, test } from "vitest";
import { presets } from "./presets";
import { approvalRulesSchema } from "./rules";

/** engine.md, Presets: what is said of all, then what the table says of each. */
const requirement = {
  name: "Approval",
  approvers: { roles: [], groups: [], users: [], narrowTo: null },
  notifyOnly: { roles: [], groups: [], users: [] },
  requiredApprovals: 1,
  requiredRejections: 1,
};
const one = { maxPerPrincipal: 1, maxPerPerson: 1, maxDirect: 1, maxDelegated: 1 };
const all = {
  steps: [{ name: "Approval", requirements: [requirement] }],
  allowRequesterVote: false,
  allowBuilderVote: true,
  allowApproverToPromote: true,
  distinctAcrossSteps: false,
  comment: "optional",
  whenSourceChanges: "keep",
};
const promotions = { kinds: ["promote", "configure", "deploy"], assignees: "add" };
const elsewhere = { kinds: [], assignees: "add" };
/** Choreo's, and the WSO2 Integration Platform's: only their targets and assignees differ. */
const byOneOfTheRole = {
  ...all,
  votes: { ...one, onExcess: "refuse" },
  allowDelegates: false,
  hoursToDecide: null,
  hoursToUse: null,
  grantUses: "unlimited",
  onApproval: "unlock",
  startsWaiting: true,
  whoMayCancel: "requester",
  allowOverride: false,
};

test("Countersign: critical targets, delegates, no builders, 72 hours to decide and 24 to use it once", () => {
  expect(presets.countersign).toEqual({
    name: "Countersign",
    targets: "critical",
    ...promotions,
    rules: {
      ...all,
      votes: { ...one, onExcess: "replace-oldest" },
      allowBuilderVote: false,
      allowDelegates: true,
      hoursToDecide: 72,
      hoursToUse: 24,
      grantUses: "once",
      onApproval: "unlock",
      startsWaiting: true,
      whoMayCancel: "both",
      allowOverride: true,
    },
  });
});

test("Choreo: critical targets, roles and assignees, no limit of time or uses, only the requester cancels", () => {
  expect(presets.choreo).toEqual({
    name: "Choreo",
    targets: "critical",
    ...promotions,
    rules: byOneOfTheRole,
  });
});

test("WSO2 Integration Platform: every target, assignees narrow the roles", () => {
  expect(presets.wso2).toEqual({
    name: "WSO2 Integration Platform",
    targets: "every",
    ...promotions,
    assignees: "narrow",
    rules: byOneOfTheRole,
  });
});

test("CZERTAINLY: steps by different people, runs by itself once approved, administrators cancel and override", () => {
  expect(presets.czertainly).toEqual({
    name: "CZERTAINLY",
    targets: "resource",
    ...elsewhere,
    rules: {
      ...all,
      steps: [{ name: "Step 1", requirements: [requirement] }],
      votes: { ...one, onExcess: "refuse" },
      allowDelegates: false,
      distinctAcrossSteps: true,
      hoursToDecide: 24,
      hoursToUse: null,
      grantUses: "once",
      onApproval: "execute",
      startsWaiting: true,
      whoMayCancel: "administrator",
      allowOverride: true,
    },
  });
});

test("Flexible Approvals: one vote a person in all, authorities without limit, started by its pipeline", () => {
  expect(presets.flexible).toEqual({
    name: "Flexible Approvals",
    targets: "external",
    ...elsewhere,
    rules: {
      ...all,
      votes: {
        maxPerPrincipal: 0,
        maxPerPerson: 1,
        maxDirect: 0,
        maxDelegated: 0,
        onExcess: "replace-oldest",
      },
      allowDelegates: true,
      hoursToDecide: null,
      hoursToUse: null,
      grantUses: "once",
      onApproval: "unlock",
      startsWaiting: false,
      whoMayCancel: "administrator",
      allowOverride: false,
    },
  });
});

test.each(Object.values(presets))("$name states every field, and nothing else", ({ rules }) => {
  expect(approvalRulesSchema.parse(rules)).toEqual(rules);
});
