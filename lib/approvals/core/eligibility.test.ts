import { describe, expect, test } from "vitest";
import { whoCanDecide } from "./eligibility";
import { at, type Cast, type RulesChange, requirement, rosterOf } from "./testing/cast";
import { assertDecidersAgree } from "./testing/deciders";
import { given } from "./testing/story";

/** Names of those who can decide in a story's open step, checked against whose vote is taken. */
function deciders(cast: Cast, rules: RulesChange, hours = 1): string[] {
  const story = given({ cast, rules, openedBy: "requester" });
  const roster = rosterOf(cast);
  assertDecidersAgree(story.state, roster, at(hours));
  return [...whoCanDecide(story.state, roster, at(hours)).keys()].map((id) => id.slice(4)).sort();
}

const roleIs = (who: Parameters<typeof requirement>[1], more: RulesChange = {}): RulesChange => ({
  steps: [[requirement("All", who)]],
  ...more,
});

describe("who is eligible", () => {
  const cast: Cast = {
    members: ["ann", "ben", "cy", "dee", "!eve", "~bot"],
    roles: { reviewer: ["ann"], "reviewer@shop": ["ben", "eve", "bot"], "reviewer@bank": ["cy"] },
    groups: { ops: ["dee", "ann", "eve"] },
  };

  test.each<[string, Parameters<typeof requirement>[1], string[]]>([
    [
      "a role reaches into its project and the organization's holders, never another project (C16)",
      { roles: ["reviewer"] },
      ["ann", "ben"],
    ],
    ["a role of scope organization: only who holds it there", { organizationRoles: ["reviewer"] }, ["ann"]],
    ["a group's members", { groups: ["ops"] }, ["ann", "dee"]],
    ["people named", { users: ["cy", "dee"] }, ["cy", "dee"]],
    [
      "all of it together",
      { roles: ["reviewer"], groups: ["ops"], users: ["cy"] },
      ["ann", "ben", "cy", "dee"],
    ],
    ["narrowed to one of them (D2)", { roles: ["reviewer"], narrowTo: ["ben"] }, ["ben"]],
    ["narrowing adds nobody from outside", { roles: ["reviewer"], narrowTo: ["ben", "dee"] }, ["ben"]],
    ["narrowing limits people named, too", { users: ["cy", "dee"], narrowTo: ["dee"] }, ["dee"]],
    ["somebody disabled never is, named or not", { users: ["eve", "ann"] }, ["ann"]],
    [
      "a service account is not by role, only where it is named",
      { roles: ["reviewer"], users: ["bot"] },
      ["ann", "ben", "bot"],
    ],
    ["somebody who is no member is nobody", { users: ["zed", "ann"] }, ["ann"]],
    ["a role nobody holds, a group nobody is in", { roles: ["owner"], groups: ["none"] }, []],
  ])("%s", (_, who, names) => {
    expect(deciders(cast, roleIs(who))).toEqual(names);
  });
});

describe("delegates", () => {
  const rules = roleIs({ users: ["ann"] }, { allowDelegates: true });
  const to = (
    more: Partial<NonNullable<Cast["delegations"]>[number]>,
    members = ["ann", "ben", "cy"],
  ): Cast => ({
    members,
    delegations: [{ from: "ann", to: "ben", ...more }],
  });

  test.each<[string, Cast, string[]]>([
    ["inside its time (F17)", to({ starts: at(1), ends: at(2) }), ["ann", "ben"]],
    ["before its start", to({ starts: at(1, 1) }), ["ann"]],
    ["at its end, which is outside", to({ ends: at(1) }), ["ann"]],
    ["cancelled", to({ cancelled: at(1) }), ["ann"]],
    ["cancelled from later on", to({ cancelled: at(1, 1) }), ["ann", "ben"]],
    ["to oneself: it gives nothing", to({ to: "ann" }), ["ann"]],
    ["for the request's project", to({ project: "shop" }), ["ann", "ben"]],
    ["for another project", to({ project: "bank" }), ["ann"]],
    ["to somebody disabled", to({}, ["ann", "!ben"]), ["ann"]],
    ["to a service account", to({}, ["ann", "~ben"]), ["ann"]],
    ["from somebody disabled", to({}, ["!ann", "ben"]), []],
    [
      "one hop, not two",
      {
        ...to({}),
        delegations: [
          { from: "ann", to: "ben" },
          { from: "ben", to: "cy" },
        ],
      },
      ["ann", "ben"],
    ],
    ["from somebody who is not eligible", to({ from: "cy" }), ["ann"]],
  ])("%s", (_, cast, names) => {
    expect(deciders(cast, rules)).toEqual(names);
  });

  test("each capacity is there once, however often it was delegated, and none of oneself to oneself", () => {
    const delegations = ["ann", "ben", "ben"].map((name) => ({ from: "ann", to: name }));
    const { state } = given({ cast: { members: ["ann", "ben"], delegations }, rules, openedBy: "requester" });
    const all = whoCanDecide(state, rosterOf({ members: ["ann", "ben"], delegations }), at(1));
    expect([...all.values()].flat()).toEqual([
      { requirement: "All", principalId: "mem_ann", direct: true },
      { requirement: "All", principalId: "mem_ann", direct: false },
    ]);
  });

  test("only where the rules allow delegates", () => {
    expect(deciders(to({}), { ...rules, allowDelegates: false })).toEqual(["ann"]);
  });

  test("narrowing limits principals; their delegates come after it", () => {
    const narrowed = roleIs({ users: ["ann", "cy"], narrowTo: ["ann"] }, { allowDelegates: true });
    expect(deciders(to({}), narrowed)).toEqual(["ann", "ben"]);
    expect(deciders(to({ from: "cy" }), narrowed)).toEqual(["ann"]);
  });

  test("two delegations of one person to one other are one capacity", () => {
    const twice = {
      ...to({}),
      delegations: [
        { from: "ann", to: "ben" },
        { from: "ann", to: "ben", project: "shop" },
      ],
    };
    const story = given({ cast: twice, rules });
    expect(story.vote("ben", "approve")).toBe("ok");
  });
});

describe("requester, the person asked for, and builders", () => {
  const cast: Cast = {
    members: ["ann", "ben", "cy"],
    roles: { reviewer: ["ann", "ben", "cy"] },
    delegations: [{ from: "ann", to: "cy" }],
  };
  const rules: RulesChange = { allowDelegates: true, allowBuilderVote: false };

  test.each([
    ["Z33 the requester is in the role: refused", { openedBy: "ann" }, "ann", {}, "requester_may_not_vote"],
    [
      "so is the person a pipeline asks for (F14)",
      { openedBy: "bot", startedBy: "ann" },
      "ann",
      {},
      "requester_may_not_vote",
    ],
    [
      "and whoever votes on the requester's behalf",
      { openedBy: "ann" },
      "cy",
      { onBehalfOf: "ann" },
      "requester_may_not_vote",
    ],
    [
      "the requester as somebody's delegate, too",
      { openedBy: "cy" },
      "cy",
      { onBehalfOf: "ann" },
      "requester_may_not_vote",
    ],
    ["whom the requester delegated to keeps their own right", { openedBy: "ann" }, "cy", {}, "ok"],
    ["a builder", { builders: ["ann"] }, "ann", {}, "builder_may_not_vote"],
    ["on a builder's behalf", { builders: ["ann"] }, "cy", { onBehalfOf: "ann" }, "builder_may_not_vote"],
    [
      "a builder as somebody's delegate",
      { builders: ["cy"] },
      "cy",
      { onBehalfOf: "ann" },
      "builder_may_not_vote",
    ],
  ] as const)("%s", (_, who, voter, details, answer) => {
    expect(
      given({ cast, rules, ...who, builders: [...("builders" in who ? who.builders : [])] }).vote(
        voter,
        "approve",
        details,
      ),
    ).toBe(answer);
  });

  test("whose only capacity is the requester's is told so", () => {
    const only: Cast = { members: ["ann", "cy"], delegations: [{ from: "ann", to: "cy" }] };
    const story = given({ cast: only, rules: { ...rules, ...roleIs({ users: ["ann"] }) }, openedBy: "ann" });
    expect(story.vote("cy", "approve")).toBe("requester_may_not_vote");
  });

  test("a profile can allow both", () => {
    const allowed = { allowRequesterVote: true, allowBuilderVote: true };
    expect(given({ cast, rules: allowed, openedBy: "ann", builders: ["ann"] }).vote("ann", "approve")).toBe(
      "ok",
    );
  });
});

describe("membership counts at the moment of voting (Z41, rule 6)", () => {
  const role = (...names: string[]): Cast => ({ members: ["ann", "ben", "cy"], roles: { reviewer: names } });

  test("who left cannot vote, who joined can, and a vote once counted stays", () => {
    const story = given({
      cast: role("ann", "ben"),
      rules: { steps: [[requirement("R", { roles: ["reviewer"] }, 2)]] },
    });
    story.vote("ann", "approve");
    story.cast = role("cy");
    expect(story.vote("ben", "approve")).toBe("not_eligible");
    expect(story.vote("cy", "approve")).toBe("ok");
    expect(story.state.state).toBe("approved");
  });

  test("G5 the last eligible approver is disabled: it stays open, and nothing approves it", () => {
    const story = given({ cast: role("ann") });
    story.cast = { members: ["!ann"], roles: { reviewer: ["ann"] } };
    expect(story.vote("ann", "approve")).toBe("not_eligible");
    expect(whoCanDecide(story.state, rosterOf(story.cast), story.now).size).toBe(0);
    expect(story.state.state).toBe("waiting");
  });
});
