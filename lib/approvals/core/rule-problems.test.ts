import { describe, expect, test } from "vitest";
import { hangingOn, problemsOf } from "./satisfiability";
import { type Cast, member, project, type RulesChange, requirement, rosterOf, rulesOf } from "./testing/cast";

const cast: Cast = {
  members: ["ann", "ben", "cy", "dee", "!eve"],
  roles: { reviewer: ["ann", "ben"], "reviewer@shop": ["cy"] },
  groups: { ops: ["dee"] },
};
const told = (rules: RulesChange) =>
  problemsOf(rulesOf(rules), rosterOf(cast), null).map(({ message }) => message);
const one = (...args: Parameters<typeof requirement>) => ({ steps: [[requirement(...args)]] });
const free = { maxPerPerson: 0, maxDirect: 0, maxPerPrincipal: 0 };

describe("every problem says what is wrong and what to do", () => {
  test.each<[string, RulesChange, string]>([
    ["no steps", { steps: [] }, "At least one step is needed."],
    ["nobody named", one("R", {}), "Name at least one role, group or person who may approve."],
    [
      "narrowed to nobody",
      one("R", { users: ["ann"], narrowTo: [] }),
      "Narrowing to nobody leaves nobody to approve. Name people, or do not narrow.",
    ],
    ["one outsider", one("R", { users: ["ann"], narrowTo: ["dee"] }), "dee holds none of these roles."],
    [
      "several, also such as are nobody here",
      one("R", { users: ["ann"], narrowTo: ["dee", "zed"] }),
      "dee, mem_zed hold none of these roles.",
    ],
    [
      "two requirements of a name",
      { steps: [[requirement("R", { users: ["ann"] }), requirement("R", { users: ["ben"] })]] },
      'Two requirements of a step are called "R". Give each its own name.',
    ],
    [
      "nobody holds the role",
      one("R", { roles: ["owner"] }),
      '"R" needs 1 approval, but only 0 people could give one.',
    ],
    [
      "one person",
      one("R", { users: ["ann"] }, 2),
      '"R" needs 2 approvals, but only 1 person could give one.',
    ],
    [
      "several",
      one("R", { users: ["ann", "ben"] }, 3),
      '"R" needs 3 approvals, but only 2 people could give one.',
    ],
    [
      "several votes each",
      { ...one("R", { users: ["ann", "ben"] }, 5), votes: { maxPerPerson: 2, maxPerPrincipal: 0 } },
      '"R" needs 5 approvals, but only 2 people could give one, at most 2 each.',
    ],
    [
      "several direct votes each, where there is no total",
      { ...one("R", { users: ["ann"] }, 5), votes: { ...free, maxDirect: 3 } },
      '"R" needs 5 approvals, but only 1 person could give one, at most 3 each.',
    ],
    [
      "without limits, for whoever is there",
      { ...one("R", { roles: ["owner"] }), votes: free },
      '"R" needs 1 approval, but only 0 people could give one.',
    ],
    [
      "people who are needed elsewhere",
      { steps: [[requirement("A", { users: ["ann"] }), requirement("B", { users: ["ann"] })]] },
      '"B" needs 1 approval. The people who could give one are needed elsewhere in these rules.',
    ],
    [
      "people who give two votes each, needed elsewhere",
      {
        steps: [[requirement("A", { users: ["ann"] }, 2), requirement("B", { users: ["ann"] }, 2)]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 0 },
      },
      '"B" needs 2 approvals. The people who could give one are needed elsewhere in these rules.',
    ],
    [
      "different people with several votes",
      { ...one("R", { users: ["ann"] }), distinctAcrossSteps: true, votes: { maxPerPrincipal: 2 } },
      "Different people per step needs one vote per person and per principal.",
    ],
  ])("%s", (_, rules, message) => {
    expect(told(rules)).toEqual([message]);
  });

  test("two steps of a name", () => {
    const rules = rulesOf({
      steps: [[requirement("A", { users: ["ann"] })], [requirement("B", { users: ["ben"] })]],
    });
    const same = { ...rules, steps: rules.steps.map((step) => ({ ...step, name: "Same" })) };
    expect(problemsOf(same, rosterOf(cast), null)).toEqual([
      { path: "steps.1.name", message: 'Two steps are called "Same". Give each its own name.' },
    ]);
  });

  test("a group or people are approvers enough", () => {
    expect(told(one("R", { groups: ["ops"] }))).toEqual([]);
    expect(told(one("R", { users: ["ann"], groups: ["ops"] }, 2))).toEqual([]);
    expect(told(one("R", { roles: ["reviewer"], groups: ["ops"], users: ["dee"] }, 3))).toEqual([]);
  });
});

describe("whom rules hang on", () => {
  const hanging = (rules: RulesChange, where: string | null = null) =>
    hangingOn(rulesOf(rules), rosterOf(cast), where === null ? null : project(where));

  test.each<[string, RulesChange, string[]]>([
    ["one of one", one("R", { users: ["ann"] }), ["ann"]],
    ["one of two: on nobody", one("R", { users: ["ann", "ben"] }), []],
    ["two of two: on each", one("R", { users: ["ann", "ben"] }, 2), ["ann", "ben"]],
    ["two of three: on nobody", one("R", { users: ["ann", "ben", "cy"] }, 2), []],
    ["who is disabled stands in for nobody", one("R", { users: ["ann", "eve"] }), ["ann"]],
    [
      "the one of two requirements whom no other can stand in for",
      { steps: [[requirement("A", { users: ["ann", "ben", "cy"] }), requirement("B", { users: ["dee"] })]] },
      ["dee"],
    ],
    [
      "of two who share two requirements, each",
      { steps: [[requirement("A", { users: ["ann", "ben"] }), requirement("B", { users: ["ann", "ben"] })]] },
      ["ann", "ben"],
    ],
    [
      "of two steps, who is alone in the second",
      { steps: [[requirement("A", { users: ["ann", "ben"] })], [requirement("B", { users: ["ann"] })]] },
      ["ann"],
    ],
    [
      "where different people decide, both",
      {
        distinctAcrossSteps: true,
        steps: [[requirement("A", { users: ["ann", "ben"] })], [requirement("B", { users: ["ann", "ben"] })]],
      },
      ["ann", "ben"],
    ],
  ])("%s", (_, rules, people) => {
    expect(hanging(rules)).toEqual(people.map(member));
  });

  test("in a project also its own holders stand in", () => {
    const rules = one("R", { roles: ["reviewer"] }, 2);
    expect(hanging(rules)).toEqual(["ann", "ben"].map(member));
    expect(hanging(rules, "shop")).toEqual([]);
  });
});
