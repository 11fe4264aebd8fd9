import { expect, test } from "vitest";
import { usableCapacities, whoCanDecide } from "./eligibility";
import { stateAt } from "./state-at";
import { deserted, takesPart, toldOfStep } from "./taking-part";
import { at, type Cast, member, requirement, rosterOf } from "./testing/cast";
import { given } from "./testing/story";

const cast: Cast = {
  members: ["ann", "ben", "cy", "dee", "fay", "gus", "!hal", "ida"],
  roles: { reviewer: ["ann", "hal"], "auditor@shop": ["fay"], "auditor@bank": ["ida"] },
  groups: { ops: ["gus"] },
  delegations: [{ from: "ann", to: "dee" }],
};
const toldOnly = { roles: ["rol_auditor"], groups: ["grp_ops"], users: ["mem_cy"] } as never;
const steps = [
  [requirement("A", { users: ["ben"] })],
  [{ ...requirement("B", { roles: ["reviewer"] }), notifyOnly: toldOnly }],
];
const open = (rules = {}) =>
  given({ rules: { steps, allowDelegates: true, ...rules }, cast, openedBy: "req" });

test.each([
  ["an approver of the open step", "ben", true],
  ["an approver of a later one", "ann", true],
  ["that approver's delegate", "dee", true],
  ["told by name", "cy", true],
  ["told as a group", "gus", true],
  ["told as a role held in the project", "fay", true],
  ["not one who holds that role elsewhere", "ida", false],
  ["not a disabled member of the role", "hal", false],
  ["not somebody unknown", "zed", false],
])("takes part: %s", (_, name, expected) => {
  expect(takesPart(open().state, member(name), rosterOf(cast), at(0))).toBe(expected);
});

test("requesters and builders take part in what they may not decide", () => {
  const { state } = given({ rules: { steps }, cast, openedBy: "ben" });
  expect(takesPart(state, member("ben"), rosterOf(cast), at(0))).toBe(true);
  expect(usableCapacities(state, member("ben"), rosterOf(cast), at(0))).toEqual([]);
});

test("capacities are usable in the open step only, and while the request waits", () => {
  const story = open();
  const usable = (name: string) => usableCapacities(story.state, member(name), rosterOf(cast), at(0));
  expect(usable("ann")).toEqual([]);
  expect(usable("ben")).toEqual([{ requirement: "A", principalId: member("ben"), direct: true }]);
  expect(usable("zed")).toEqual([]);
  story.vote("ben", "approve");
  expect(usable("dee")).toEqual([{ requirement: "B", principalId: member("ann"), direct: false }]);
  story.vote("ann", "reject");
  expect(story.state.state).toBe("rejected");
  expect(usable("dee")).toEqual([]);
  const unstarted = open({ startsWaiting: false });
  expect(usableCapacities(unstarted.state, member("ben"), rosterOf(cast), at(0))).toEqual([]);
  expect(whoCanDecide(unstarted.state, rosterOf(cast), at(0)).size).toBe(0);
});

test("what is overdue reads as expired at its deadline, what was not used in time as lapsed, whoever wrote it down", () => {
  const story = open({ hoursToDecide: 2, hoursToUse: 3 });
  expect(stateAt(story.state, at(1))).toBe(story.state);
  expect(stateAt(story.state, at(2))).toMatchObject({
    state: "expired",
    openStep: null,
    closedAt: at(2),
    number: story.state.number,
  });
  story.vote("ben", "approve");
  story.vote("ann", "approve");
  expect(stateAt(story.state, at(2))).toBe(story.state);
  expect(stateAt(story.state, at(3))).toMatchObject({ state: "approved", use: "lapsed", closedAt: at(0) });
});

test("the opening of a step tells those who may only see it: not whom it asks, nor who asked for it", () => {
  const notifyOnly = {
    roles: [],
    groups: ["grp_ops", "grp_none"],
    users: ["mem_ann", "mem_req", "mem_cy", "mem_hal", "mem_zed"],
  } as never;
  const rules = {
    steps: [[requirement("A", { users: ["ben"] }), { ...requirement("B", { users: ["ann"] }), notifyOnly }]],
  };
  const { state } = given({ rules, cast, openedBy: "req" });
  const roster = rosterOf({ ...cast, members: [...cast.members, "req"] });
  expect(toldOfStep(state, 0, state.asked, roster)).toEqual([member("cy"), member("gus")]);
  expect(takesPart(state, member("cy"), roster, at(0))).toBe(true);
});

test("a requirement is deserted when it lacks approvals and nobody is left whose vote would be taken", () => {
  const rules = {
    steps: [[requirement("A", { users: ["ben"] }), requirement("B", { roles: ["reviewer"] }, 2)]],
  };
  const story = given({ rules, cast: { ...cast, roles: { reviewer: ["ann", "fay"] } }, openedBy: "req" });
  const left = (...names: string[]) =>
    deserted(story.state, rosterOf({ ...cast, members: names, roles: { reviewer: ["ann", "fay"] } }), at(0));
  expect(left("ann", "ben", "fay")).toEqual([]);
  expect(left("ann", "ben")).toEqual([]);
  expect(left("ben")).toEqual(["B"]);
  expect(left("fay")).toEqual(["A"]);
  expect(left()).toEqual(["A", "B"]);
  story.vote("ben", "approve");
  expect(left()).toEqual(["B"]);
  story.vote("ann", "reject");
  expect(left()).toEqual([]);
});
