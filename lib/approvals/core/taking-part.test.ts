import { expect, test } from "vitest";
import { usableCapacities } from "./eligibility";
import { stateAt } from "./state-at";
import { takesPart } from "./taking-part";
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
