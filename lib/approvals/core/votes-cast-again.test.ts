import { describe, expect, test } from "vitest";
import { type Cast, requirement } from "./testing/cast";
import { fewest, lost, missing } from "./testing/outlook";
import { type Given, given } from "./testing/story";

const cast: Cast = { members: ["ann", "ben", "cy", "dee"], roles: { reviewer: ["ann", "ben", "cy"] } };
const role = { roles: ["reviewer"] };
const opened = (rules: Given["rules"], more: Partial<Given> = {}) =>
  given({ rules: rules ?? {}, cast, openedBy: "req", ...more });

describe("votes that can be cast again, and votes that cannot", () => {
  const delegating = { ...cast, delegations: [{ from: "ann", to: "dee" }] };
  const ask = (rules: Given["rules"]) => opened({ allowDelegates: true, ...rules }, { cast: delegating });
  const apart = { maxPerPerson: 0, maxDirect: 1, maxDelegated: 1, maxPerPrincipal: 0 };

  test("direct and delegated limits are apart: one person gives two", () => {
    const story = ask({ steps: [[requirement("R", { users: ["ann", "dee"] }, 3)]], votes: apart });
    expect(fewest(story)).toEqual(["ann", "dee"]);
    story.vote("dee", "approve", { onBehalfOf: "dee" });
    expect(missing(story)).toEqual([["R", 2, "ann,dee"]]);
    expect(fewest(story)).toEqual(["ann", "dee"]);
  });

  test("a delegate without a limit of their own cannot take back a rejection; the principal can", () => {
    const votes = { maxPerPerson: 0, maxDirect: 1, maxDelegated: 0, maxPerPrincipal: 1 };
    const story = ask({ steps: [[requirement("R", { users: ["ann"] }, 1, 2)]], votes });
    story.vote("dee", "reject", { onBehalfOf: "ann" });
    expect(fewest(story)).toEqual(["ann"]);
    story.cast = { ...delegating, members: ["!ann", "dee"] };
    expect(lost(story)).toBe('"R" needs 1 approval, but nobody could give one.');
  });

  test("a principal without a limit of their own takes back their own rejection at the principal's limit", () => {
    const votes = { maxPerPerson: 0, maxDirect: 0, maxDelegated: 0, maxPerPrincipal: 1 };
    const story = ask({ steps: [[requirement("R", { users: ["ann"] }, 1, 2)]], votes });
    story.vote("ann", "reject");
    expect(fewest(story)).toEqual(["ann"]);
  });

  test("where more votes are refused, a principal who has voted elsewhere cannot take back the delegate's", () => {
    const crossed = {
      ...cast,
      delegations: [
        { from: "ann", to: "dee" },
        { from: "ben", to: "ann" },
      ],
    };
    const steps = [[requirement("R", { users: ["ann"] }, 1, 2), requirement("S", { users: ["ben"] }, 1, 2)]];
    const votes = { onExcess: "refuse" as const };
    const story = opened({ allowDelegates: true, steps, votes }, { cast: crossed });
    story.vote("dee", "reject", { onBehalfOf: "ann" });
    expect(lost(story)).toBeNull();
    story.vote("ann", "reject", { onBehalfOf: "ben" });
    // Ben's own vote would give her room again.
    expect(lost(story)).toBeNull();
    story.cast = { ...crossed, members: ["ann", "!ben", "cy", "dee"] };
    expect(lost(story)).toBe('"R" needs 1 approval, but nobody could give one.');
  });

  test("a delegate whom the principal's own vote frees may decide the next step, where people differ", () => {
    const steps = [[requirement("A", { users: ["ann", "ben"] }, 2)], [requirement("B", { users: ["dee"] })]];
    const story = ask({ steps, distinctAcrossSteps: true });
    story.vote("dee", "approve", { onBehalfOf: "ann" });
    expect(lost(story)).toBeNull();
    expect(fewest(story)).toEqual(["ann", "ben", "dee"]);
    story.vote("ben", "approve");
    expect(lost(story)).toBe('"B" needs 1 approval, but nobody could give one.');
  });

  test("a principal whom the delegate's next vote frees may decide the next step too", () => {
    const both = {
      ...cast,
      delegations: [
        { from: "ann", to: "dee" },
        { from: "ben", to: "dee" },
      ],
    };
    const steps = [
      [requirement("A", { users: ["ann", "ben"] }), requirement("A2", { users: ["cy"] })],
      [requirement("B", { users: ["ann"] })],
    ];
    const story = opened({ allowDelegates: true, steps, distinctAcrossSteps: true }, { cast: both });
    story.vote("dee", "approve", { onBehalfOf: "ann" });
    expect(fewest(story)).toEqual(["ann", "dee", "cy"]);
  });

  test("the same requirement's name in two steps: the one that is short is told", () => {
    const steps = [[requirement("R", role, 2)], [requirement("R", { users: ["dee"] })]];
    const story = opened({ steps }, { openedBy: "dee" });
    story.vote("ann", "approve");
    expect(missing(story)).toEqual([
      ["R", 1, "ben,cy"],
      ["R", 1, ""],
    ]);
    expect(lost(story)).toBe('"R" needs 1 approval, but nobody could give one.');
  });

  test("a vote for another requirement is missing here, and moving it is an approval more", () => {
    const steps = [
      [requirement("A", { users: ["ann", "ben"] }, 2), requirement("B", { users: ["ann", "cy"] })],
    ];
    const story = opened({ steps });
    story.vote("ann", "approve", { requirement: "B" });
    expect(missing(story)).toEqual([["A", 2, "ann,ben"]]);
    expect(fewest(story)).toEqual(["ann", "ben", "cy"]);
  });
});
