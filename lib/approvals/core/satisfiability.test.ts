import { describe, expect, test } from "vitest";
import { approvalRulesSchema } from "./rules";
import { problemsOf } from "./satisfiability";
import { type Cast, project, type RulesChange, requirement, rosterOf, rulesOf } from "./testing/cast";

const cast: Cast = {
  members: ["ann", "ben", "cy", "dee", "!eve", "~bot"],
  roles: {
    reviewer: ["ann", "ben"],
    "reviewer@shop": ["cy"],
    "auditor@shop": ["dee"],
    "auditor@bank": ["cy"],
  },
};
const problems = (rules: RulesChange, where: string | null = null) =>
  problemsOf(rulesOf(rules), rosterOf(cast), where === null ? null : project(where)).map(({ path }) => path);
const one = (...args: Parameters<typeof requirement>) => ({ steps: [[requirement(...args)]] });
const threshold = "steps.0.requirements.0.requiredApprovals";
const narrowTo = "steps.0.requirements.0.approvers.narrowTo";

describe("rules that can never pass", () => {
  test.each<[string, RulesChange, string[]]>([
    ["a role with holders passes (D1)", one("R", { roles: ["reviewer"] }), []],
    ["nobody named (Z38)", one("R", {}), ["steps.0.requirements.0.approvers"]],
    ["no steps (Z38)", { steps: [] }, ["steps"]],
    ["narrowed to nobody", one("R", { roles: ["reviewer"], narrowTo: [] }), [narrowTo]],
    [
      "narrowed to somebody outside the role (D3)",
      one("R", { roles: ["reviewer"], narrowTo: ["ann", "dee"] }),
      [narrowTo],
    ],
    ["more approvals than people", one("R", { organizationRoles: ["reviewer"] }, 3), [threshold]],
    ["as many approvals as people", one("R", { organizationRoles: ["reviewer"] }, 2), []],
    ["a disabled member does not count", one("R", { users: ["ann", "eve"] }, 2), [threshold]],
    ["a service account counts only where it is named", one("R", { users: ["ann", "bot"] }, 2), []],
    ["a role nobody holds", one("R", { roles: ["owner"] }), [threshold]],
    [
      "one person, two votes each (F7)",
      { ...one("R", { users: ["ann"] }, 2), votes: { maxPerPerson: 2, maxPerPrincipal: 2 } },
      [],
    ],
    [
      "one person, three votes needed",
      { ...one("R", { users: ["ann"] }, 3), votes: { maxPerPerson: 2, maxPerPrincipal: 0 } },
      [threshold],
    ],
    [
      "the principal's cap limits as well",
      { ...one("R", { users: ["ann"] }, 2), votes: { maxPerPerson: 2 } },
      [threshold],
    ],
    [
      "the direct limit limits where there is no total",
      { ...one("R", { users: ["ann"] }, 2), votes: { maxPerPerson: 0, maxDirect: 1, maxPerPrincipal: 0 } },
      [threshold],
    ],
    [
      "without any limit one person is enough for anything",
      { ...one("R", { users: ["ann"] }, 9), votes: { maxPerPerson: 0, maxPerPrincipal: 0 } },
      [],
    ],
  ])("%s", (_, rules, paths) => {
    expect(problems(rules)).toEqual(paths);
  });

  test("a role that people hold in projects only passes there, and not for the whole organization", () => {
    expect(problems(one("R", { roles: ["auditor"] }))).toEqual([threshold]);
    expect(problems(one("R", { roles: ["auditor"] }), "shop")).toEqual([]);
    expect(problems(one("R", { roles: ["auditor"] }, 2), "shop")).toEqual([threshold]);
    expect(problems(one("R", { roles: ["reviewer"] }, 3), "shop")).toEqual([]);
    expect(problems(one("R", { roles: ["reviewer"] }, 3), "bank")).toEqual([threshold]);
  });

  test("narrowed to people who each hold the role in another project: none of them is an outsider", () => {
    expect(problems(one("R", { roles: ["auditor"], narrowTo: ["dee", "cy"] }), "shop")).toEqual([]);
  });

  test("two requirements of a step share their people: each gives one vote", () => {
    const steps = [[requirement("A", { users: ["ann", "ben"] }), requirement("B", { users: ["ann"] })]];
    expect(problems({ steps })).toEqual([]);
    const short = [[requirement("A", { users: ["ann"] }), requirement("B", { users: ["ann"] })]];
    expect(problems({ steps: short })).toEqual(["steps.0.requirements.1.requiredApprovals"]);
  });

  test("people who could fill either are moved to where they are needed", () => {
    const steps = [
      [requirement("A", { users: ["ann", "ben", "cy"] }, 2), requirement("B", { users: ["ann"] })],
    ];
    expect(problems({ steps })).toEqual([]);
  });

  test("two steps, or two requirements of one step, of the same name", () => {
    const rules = rulesOf({
      steps: [[requirement("A", { users: ["ann"] })], [requirement("B", { users: ["ben"] })]],
    });
    const steps = rules.steps.map((step) => ({ ...step, name: "Same" }));
    expect(problemsOf({ ...rules, steps }, rosterOf(cast), null).map(({ path }) => path)).toEqual([
      "steps.1.name",
    ]);
    expect(
      problems({ steps: [[requirement("A", { users: ["ann"] }), requirement("A", { users: ["ben"] })]] }),
    ).toEqual(["steps.0.requirements.1.name"]);
  });

  test("different people per step: one flow spans all steps, and caps must be one", () => {
    const steps = (second: string[]) => [
      [requirement("A", { users: ["ann"] })],
      [requirement("B", { users: second })],
    ];
    expect(problems({ steps: steps(["ann"]) })).toEqual([]);
    expect(problems({ distinctAcrossSteps: true, steps: steps(["ann"]) })).toEqual([
      "steps.1.requirements.0.requiredApprovals",
    ]);
    expect(problems({ distinctAcrossSteps: true, steps: steps(["ann", "ben"]) })).toEqual([]);
    expect(
      problems({ distinctAcrossSteps: true, votes: { maxPerPerson: 2 }, steps: steps(["ben"]) }),
    ).toEqual(["distinctAcrossSteps"]);
  });

  test("says it to the person who types them", () => {
    const [problem] = problemsOf(
      rulesOf(one("Reviewers", { organizationRoles: ["reviewer"] }, 3)),
      rosterOf(cast),
      null,
    );
    expect(problem?.message).toBe('"Reviewers" needs 3 approvals, but only 2 people could give one.');
  });
});

describe("rules that are no rules at all (Z36, Z38)", () => {
  const valid = rulesOf(one("R", { users: ["ann"] }));
  test.each<[string, object, boolean]>([
    ["as they are", {}, true],
    ["no steps", { steps: [] }, false],
    ["a step without requirements", { steps: [{ name: "A", requirements: [] }] }, false],
    ["no approvals required", { steps: rulesOf(one("R", { users: ["ann"] }, 0)).steps }, false],
    ["no rejections required", { steps: rulesOf(one("R", { users: ["ann"] }, 1, 0)).steps }, false],
    ["half an approval", { steps: rulesOf(one("R", { users: ["ann"] }, 0.5)).steps }, false],
    ["0 hours to decide", { hoursToDecide: 0 }, false],
    ["fewer", { hoursToDecide: -1 }, false],
    ["half an hour", { hoursToDecide: 0.5 }, true],
    ["no limit", { hoursToDecide: null }, true],
    ["an unknown field", { hoursToThink: 1 }, false],
    ["a negative cap", { votes: { ...valid.votes, maxPerPerson: -1 } }, false],
    ["a missing field", { allowOverride: undefined }, false],
  ])("%s", (_, change, accepted) => {
    expect(approvalRulesSchema.safeParse({ ...valid, ...change }).success).toBe(accepted);
  });
});
