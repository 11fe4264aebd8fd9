import { describe, expect, test } from "vitest";
import { at, type Cast, requirement } from "./testing/cast";
import { fewest, lost } from "./testing/outlook";
import { type Given, given } from "./testing/story";

const cast: Cast = { members: ["ann", "ben", "cy", "dee"], roles: { reviewer: ["ann", "ben", "cy"] } };
const role = { roles: ["reviewer"] };
const two = { steps: [[requirement("R", role, 2)]] };
const opened = (rules: Given["rules"], more: Partial<Given> = {}) =>
  given({ rules: rules ?? {}, cast, openedBy: "req", ...more });

describe("cannot pass any more", () => {
  test("a delegate's vote stays at its requirement when the delegate does not vote again", () => {
    const story = opened(
      {
        steps: [[requirement("A", { users: ["cy", "dee"] }), requirement("B", { users: ["dee"] }, 2)]],
        votes: { maxPerPrincipal: 2, maxPerPerson: 1 },
        allowDelegates: true,
      },
      { cast: { ...cast, delegations: [{ from: "dee", to: "ben" }] } },
    );
    story.vote("ben", "approve", { requirement: "A", onBehalfOf: "dee" });
    // B needs dee twice, by dee and by ben: so ben has to move, and cy to approve A.
    expect(fewest(story)?.toSorted()).toEqual(["ben", "cy", "dee"]);
  });

  test("the requester's, the builders' and their delegates' votes are not there to be counted on", () => {
    expect(lost(opened(two, { openedBy: "ann" }))).toBeNull();
    expect(lost(opened(two, { openedBy: "ann", startedBy: "ben" }))).toBe(
      '"R" needs 2 approvals, but only 1 person could give one.',
    );
    const strict = { ...two, allowBuilderVote: false };
    expect(lost(opened(strict, { openedBy: "ann", builders: ["ben", "cy"] }))).toBe(
      '"R" needs 2 approvals, but nobody could give one.',
    );
    expect(lost(opened({ ...strict, allowRequesterVote: true }, { openedBy: "ann" }))).toBeNull();
  });

  test("the last who could has left", () => {
    const story = opened(two);
    story.vote("ann", "approve");
    story.cast = { members: ["ann", "!ben", "cy", "dee"], roles: { reviewer: ["ann", "ben"] } };
    expect(lost(story)).toBe('"R" needs 1 more of its 2 approvals, but nobody could give one.');
    expect(fewest(story)).toBeUndefined();
  });

  test("a vote once counted stays, also when its author has left (rule 6)", () => {
    const story = opened(two);
    story.vote("ann", "approve");
    story.cast = { members: ["!ann", "ben"], roles: { reviewer: ["ben"] } };
    expect(fewest(story)).toEqual(["ben"]);
  });

  test("a rejection that nobody may replace uses its author up", () => {
    const rules = { steps: [[requirement("R", role, 3, 2)]], votes: { onExcess: "refuse" as const } };
    const story = opened(rules);
    story.vote("ann", "reject");
    expect(lost(story)).toBe('"R" needs 3 approvals, but only 2 people could give one.');
  });

  test("a vote that its principal replaces gives its voter room to replace the next", () => {
    const story = opened(
      {
        steps: [[requirement("R", { users: ["ben", "cy", "dee"] }, 3)]],
        votes: { onExcess: "refuse" },
        allowDelegates: true,
      },
      {
        cast: {
          ...cast,
          delegations: [
            { from: "dee", to: "ben" },
            { from: "ben", to: "cy" },
          ],
        },
      },
    );
    story.vote("cy", "approve", { onBehalfOf: "ben" });
    story.vote("ben", "approve", { onBehalfOf: "dee" });
    // Dee for herself, then Ben for himself, then Cy for himself.
    expect(lost(story)).toBeNull();
  });

  test("but the principal's own vote replaces a delegate's rejection", () => {
    const delegating = { ...cast, delegations: [{ from: "cy", to: "dee" }] };
    const rules = {
      steps: [[requirement("R", role, 3, 2)]],
      votes: { onExcess: "refuse" as const },
      allowDelegates: true,
    };
    const story = opened(rules, { cast: delegating });
    story.vote("dee", "reject", { onBehalfOf: "cy" });
    expect(lost(story)).toBeNull();
    expect(fewest(story)).toEqual(["ann", "ben", "cy"]);
  });

  test("who decided an earlier step is not there for a later one, where people have to differ", () => {
    const steps = [[requirement("A", role)], [requirement("B", { users: ["ann"] })]];
    const story = opened({ steps, distinctAcrossSteps: true });
    expect(fewest(story)).toEqual(["ann", "ben"]);
    story.vote("ann", "approve");
    expect(lost(story)).toBe('"B" needs 1 approval, but nobody could give one.');
  });

  test("nor who decides in the open step already", () => {
    const steps = [[requirement("A", role, 2)], [requirement("B", { users: ["ann"] })]];
    const story = opened({ steps, distinctAcrossSteps: true });
    story.vote("ann", "approve");
    expect(lost(story)).toBe('"B" needs 1 approval, but nobody could give one.');
  });

  test("the one of two requirements that nobody could give is told", () => {
    const steps = [[requirement("A", { users: ["ann", "ben"] }, 2), requirement("B", { users: ["zed"] })]];
    expect(lost(opened({ steps }))).toBe('"B" needs 1 approval, but nobody could give one.');
  });

  test("whoever votes of very many", () => {
    const many = Array.from({ length: 70 }, (_, index) => `p${index}`);
    const crowd = { members: many, roles: { reviewer: many } };
    expect(fewest(opened({ steps: [[requirement("R", role, 71)]] }, { cast: crowd }))).toBeUndefined();
  });

  test("what has its approvals is not told as short where moving them would not help either", () => {
    const steps = [[requirement("A", { users: ["ann"] }), requirement("B", { users: ["ann"] })]];
    const story = opened({ steps });
    story.vote("ann", "approve", { requirement: "B" });
    expect(lost(story)).toBe(
      '"A" needs 1 approval. The people who could give one are needed elsewhere in these rules.',
    );
  });

  test("people who are needed elsewhere", () => {
    const steps = [[requirement("A", { users: ["ann"] }), requirement("B", { users: ["ann"] })]];
    expect(lost(opened({ steps }))).toBe(
      '"B" needs 1 approval. The people who could give one are needed elsewhere in these rules.',
    );
  });

  test("a delegation that ends takes the chance with it", () => {
    const rules = {
      steps: [[requirement("R", { users: ["ann"] }, 2)]],
      allowDelegates: true,
      votes: { maxPerPrincipal: 2 },
    };
    const until = (ends: Date) => ({ ...cast, delegations: [{ from: "ann", to: "dee", ends }] });
    expect(fewest(opened(rules, { cast: until(at(1)) }))).toEqual(["ann", "dee"]);
    expect(lost(opened(rules, { cast: until(at(0)) }))).toBe(
      '"R" needs 2 approvals, but only 1 person could give one.',
    );
  });
});
