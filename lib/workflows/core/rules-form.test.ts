import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presets } from "@/lib/approvals/core/presets";
import { type ApprovalRules, approvalRulesSchema } from "@/lib/approvals/core/rules";
import type { MemberId } from "@/lib/kernel/ids";
import { ruleGroups } from "./rule-fields";
import {
  addRequirement,
  addStep,
  changeStep,
  formOf,
  moveStep,
  removeStep,
  rulesOf,
  startFrom,
} from "./rules-form";

const name = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
const ids = fc.array(fc.stringMatching(/^[a-z]{3}_[0-9]{1,3}$/), { maxLength: 3 });
const limit = fc.nat(5);
const hours = fc.option(fc.double({ min: 0.1, max: 100, noNaN: true }), { nil: null });
const requirement = fc.record({
  name,
  approvers: fc.record({
    roles: fc.array(
      fc.record({ roleId: name, scope: fc.constantFrom("organization" as const, "project" as const) }),
      {
        maxLength: 3,
      },
    ),
    groups: ids,
    users: ids,
    narrowTo: fc.option(ids, { nil: null }),
  }),
  notifyOnly: fc.record({ roles: ids, groups: ids, users: ids }),
  requiredApprovals: fc.integer({ min: 1, max: 9 }),
  requiredRejections: fc.integer({ min: 1, max: 9 }),
});
/** Whatever the schema takes, and nothing besides. */
const anyRules = fc
  .record({
    steps: fc.array(
      fc.record({ name, requirements: fc.array(requirement, { minLength: 1, maxLength: 3 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    votes: fc.record({
      maxPerPrincipal: limit,
      maxPerPerson: limit,
      maxDirect: limit,
      maxDelegated: limit,
      onExcess: fc.constantFrom("replace-oldest", "refuse"),
    }),
    allowRequesterVote: fc.boolean(),
    allowBuilderVote: fc.boolean(),
    allowApproverToPromote: fc.boolean(),
    allowDelegates: fc.boolean(),
    distinctAcrossSteps: fc.boolean(),
    comment: fc.constantFrom("optional", "on-reject", "required"),
    hoursToDecide: hours,
    hoursToUse: hours,
    grantUses: fc.constantFrom("once", "unlimited"),
    whenSourceChanges: fc.constantFrom("keep", "supersede"),
    onApproval: fc.constantFrom("unlock", "execute"),
    startsWaiting: fc.boolean(),
    whoMayCancel: fc.constantFrom("requester", "administrator", "both"),
    allowOverride: fc.boolean(),
  })
  .map((rules) => approvalRulesSchema.parse(rules));

describe("what the editor holds", () => {
  test("is every rule there is: whatever can be stored comes out of the form as it went in", () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        expect(rulesOf(formOf(rules))).toEqual(rules);
      }),
    );
  });

  test("every rule beside the steps has one field with a line that says what it means", () => {
    const { steps: _, votes, ...rest } = presets.countersign.rules;
    const fields = ruleGroups.flatMap(({ fields }) => fields);
    expect(fields.map(({ key }) => key).sort()).toEqual([...Object.keys(rest), ...Object.keys(votes)].sort());
    for (const { path, meaning } of fields) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      const at = path.split(".").reduce<unknown>((value, key) => (value as never)[key], presets.choreo.rules);
      expect(at, path).not.toBeUndefined();
    }
  });

  test("turning narrowing off and on again keeps who was typed", () => {
    const form = formOf(presets.wso2.rules);
    const [step] = form.steps;
    const [only] = step?.requirements ?? [];
    if (!step || !only) throw new Error("a preset has a requirement");
    const narrowTo = ["mem_1" as MemberId];
    const told = (narrows: boolean) =>
      rulesOf(changeStep(form, step.key, { requirements: [{ ...only, narrowTo, narrows }] }));
    expect(told(false).steps[0]?.requirements[0]?.approvers.narrowTo).toBeNull();
    expect(told(true).steps[0]?.requirements[0]?.approvers.narrowTo).toEqual(narrowTo);
  });
});

describe("starting from another preset", () => {
  const { flexible, czertainly } = presets;

  test("takes all of it while nothing was typed", () => {
    const form = startFrom(formOf(flexible.rules), flexible.rules, czertainly.rules);
    expect(rulesOf(form)).toEqual(czertainly.rules);
  });

  test("keeps the steps that were typed", () => {
    const form = addStep(formOf(flexible.rules));
    const rules = rulesOf(startFrom(form, flexible.rules, czertainly.rules));
    expect(rules).toEqual({ ...czertainly.rules, steps: rulesOf(form).steps });
  });
});

describe("steps and requirements", () => {
  const names = (rules: ApprovalRules) => rules.steps.map(({ name }) => name);
  const three = addStep(addStep(formOf(presets.czertainly.rules)));

  test("are added under names that no other has", () => {
    expect(names(rulesOf(three))).toEqual(["Step 1", "Step 2", "Step 3"]);
    const [, second] = three.steps;
    const again = addStep(removeStep(three, second?.key ?? 0));
    expect(names(rulesOf(again))).toEqual(["Step 1", "Step 3", "Step 4"]);
    const [first] = three.steps;
    const two = addRequirement(three, first?.key ?? 0);
    expect(two.steps[0]?.requirements.map(({ name }) => name)).toEqual(["Approval", "Requirement 2"]);
  });

  test("keep a key of their own however they are added and moved", () => {
    const [first, , last] = three.steps;
    const moved = moveStep(moveStep(three, last?.key ?? 0, -1), first?.key ?? 0, 1);
    const grown = addStep(addRequirement(moved, first?.key ?? 0));
    const keys = grown.steps.flatMap(({ key, requirements }) => [key, ...requirements.map((one) => one.key)]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("are moved one place, and stay at the ends", () => {
    const [first, , last] = three.steps;
    expect(names(rulesOf(moveStep(three, last?.key ?? 0, -1)))).toEqual(["Step 1", "Step 3", "Step 2"]);
    expect(moveStep(three, first?.key ?? 0, -1)).toEqual(three);
    expect(moveStep(three, last?.key ?? 0, 1)).toEqual(three);
  });
});
