import { describe, expect, test } from "vitest";
import { fewestToComplete } from "./completion";
import { at, type Cast, requirement, rosterOf } from "./testing/cast";
import { fewest, lost, missing } from "./testing/outlook";
import { type Given, given, type Story } from "./testing/story";

const cast: Cast = { members: ["ann", "ben", "cy", "dee"], roles: { reviewer: ["ann", "ben", "cy"] } };
const role = { roles: ["reviewer"] };
const two = { steps: [[requirement("R", role, 2)]] };
const opened = (rules: Given["rules"], more: Partial<Given> = {}) =>
  given({ rules: rules ?? {}, cast, openedBy: "req", ...more });

describe("what is missing, and from whom", () => {
  test("all of it at first, and the smallest set of people that gives it", () => {
    const story = opened(two);
    expect(missing(story)).toEqual([["R", 2, "ann,ben,cy"]]);
    expect(fewest(story)).toHaveLength(2);
    expect(lost(story)).toBeNull();
  });

  test("whoever approved gives no second approval by approving again (F5)", () => {
    const story = opened(two);
    story.vote("ann", "approve");
    expect(missing(story)).toEqual([["R", 1, "ben,cy"]]);
    expect(fewest(story)).toEqual(["ben"]);
  });

  test("whoever rejected may still think again, where votes are replaced", () => {
    const story = opened({ steps: [[requirement("R", role, 3, 2)]] });
    story.vote("ann", "reject");
    expect(missing(story)).toEqual([["R", 3, "ann,ben,cy"]]);
    expect(lost(story)).toBeNull();
  });

  test("later steps are named with those who could decide them", () => {
    const story = opened({
      steps: [[requirement("A", { users: ["dee"] })], [requirement("B", role, 2)]],
    });
    expect(missing(story)).toEqual([
      ["A", 1, "dee"],
      ["B", 2, "ann,ben,cy"],
    ]);
    story.vote("dee", "approve");
    expect(missing(story)).toEqual([["B", 2, "ann,ben,cy"]]);
  });

  test("one person for two requirements is not enough where a person has one vote", () => {
    const steps = [[requirement("A", { users: ["ann", "ben"] }), requirement("B", { users: ["ann"] })]];
    expect(fewest(opened({ steps }))).toEqual(["ann", "ben"]);
    expect(fewest(opened({ steps, votes: { maxPerPerson: 2, maxPerPrincipal: 2 } }))).toEqual(["ann"]);
  });

  test("one person may complete two steps, unless different people have to decide them", () => {
    const steps = [[requirement("A", role)], [requirement("B", role)]];
    expect(fewest(opened({ steps }))).toEqual(["ann"]);
    expect(fewest(opened({ steps, distinctAcrossSteps: true }))).toEqual(["ann", "ben"]);
  });

  test("before it is started it is told as if it were", () => {
    const story = opened({ ...two, startsWaiting: false });
    expect(story.state.state).toBe("new");
    expect(missing(story)).toEqual([["R", 2, "ann,ben,cy"]]);
  });

  test("of thirteen people four are found within the sets that are tried out", () => {
    const many = Array.from({ length: 13 }, (_, index) => `p${index}`);
    const crowd = { members: many, roles: { reviewer: many } };
    const { state } = opened({ steps: [[requirement("R", role, 4)]] }, { cast: crowd });
    expect(fewestToComplete(state, rosterOf(crowd), at(0))).toEqual({
      people: ["mem_p0", "mem_p1", "mem_p2", "mem_p3"],
      exact: true,
    });
  });

  test("of very many people the set is one of which nobody can be left out", () => {
    const many = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const crowd = { members: many, roles: { reviewer: many } };
    // 40 people in ten requirements of which each can be met by four of them.
    const steps = [
      Array.from({ length: 10 }, (_, index) =>
        requirement(`R${index}`, { users: many.slice(index * 4, index * 4 + 4) }),
      ),
    ];
    const { state } = opened({ steps }, { cast: crowd });
    const answer = fewestToComplete(state, rosterOf(crowd), at(0));
    expect(answer?.exact).toBe(false);
    expect(answer?.people).toHaveLength(10);
  });
});

describe("opening one that cannot pass", () => {
  const warnings = ({ events }: Story) =>
    events[0]?.type === "request.opened" ? events[0].data.warnings : null;

  test("opens with a warning that names why", () => {
    expect(
      warnings(opened({ steps: [[requirement("R", { users: ["ann"] })]] }, { openedBy: "ann" })),
    ).toEqual([
      'This cannot be approved with the people of now. "R" needs 1 approval, but nobody could give one. Ask an administrator to change who may, or it will wait.',
    ]);
  });

  test("opens without one when somebody else can approve", () => {
    expect(warnings(opened(two))).toEqual([]);
  });
});
