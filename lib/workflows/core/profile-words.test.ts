import { describe, expect, test } from "vitest";
import { presets } from "@/lib/approvals/core/presets";
import { bindingInWords, placeInRules, whatSavingDoes } from "./profile-words";

describe("what saving does", () => {
  const version3 = { version: 3, isPinned: true, pinnedBy: { numbers: [12], more: false } };

  test("a version that a request has used stays, so the next one is made", () => {
    expect(whatSavingDoes(version3)).toBe("Saving makes version 4, because version 3 is used by request 12.");
    expect(whatSavingDoes({ ...version3, pinnedBy: { numbers: [14, 12], more: true } })).toBe(
      "Saving makes version 4, because version 3 is used by requests 14, 12 and older ones.",
    );
  });

  test("a version that no request has used is changed in place", () => {
    expect(whatSavingDoes({ version: 1, isPinned: false, pinnedBy: { numbers: [], more: false } })).toBe(
      "Saving changes version 1 in place: no request has used it yet.",
    );
  });
});

test.each([
  [{}, "everything, into critical environments"],
  [{ targets: "every" as const, gatesRollback: true }, "everything, into every environment, rollbacks too"],
  [{ project: "Shop", to: "Production" }, "Shop, into Production"],
  [
    { project: "Shop", component: "checkout", from: "Staging", to: "Production" },
    "checkout in Shop, from Staging into Production",
  ],
  [
    { workflow: "certificate-operation" as const, resource: "RA internal", action: "revoke" },
    "revoke on RA internal",
  ],
  [{ workflow: "external" as const, project: "Shop" }, "of Shop"],
  [{ workflow: "external" as const }, "everything"],
])("a binding %j holds for %s", (change, words) => {
  const everything = {
    workflow: "environment-promotion" as const,
    project: null,
    component: null,
    from: null,
    to: null,
    resource: null,
    action: null,
    targets: "critical" as const,
    gatesRollback: false,
  };
  expect(bindingInWords({ ...everything, ...change })).toBe(words);
});

test("a problem names the step and the requirement where there are several", () => {
  const { rules } = presets.czertainly;
  const [step] = rules.steps;
  const [requirement] = step?.requirements ?? [];
  if (!step || !requirement) throw new Error("a preset has a requirement");
  const two = { ...rules, steps: [step, { name: "Release", requirements: [requirement] }] };
  const both = {
    ...rules,
    steps: [{ ...step, requirements: [requirement, { ...requirement, name: "Legal" }] }],
  };
  const path = "rules.steps.0.requirements.0.approvers";
  expect(placeInRules(path, rules)).toBeNull();
  expect(placeInRules("rules.steps.1.requirements.0.requiredApprovals", two)).toBe("Release");
  expect(placeInRules("rules.steps.0.requirements.1.approvers.narrowTo", both)).toBe("Legal");
  expect(placeInRules("rules.distinctAcrossSteps", two)).toBeNull();
});
