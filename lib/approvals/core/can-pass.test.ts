import { describe, expect, test } from "vitest";
import { fewestToComplete, type Missing, missingOf, whyLost } from "./completion";
import { at, type Cast, requirement, rosterOf } from "./testing/cast";
import { type Given, given, type Story } from "./testing/story";

const cast: Cast = { members: ["ann", "ben", "cy", "dee"], roles: { reviewer: ["ann", "ben", "cy"] } };
const role = { roles: ["reviewer"] };

const opened = (rules: Given["rules"], more: Partial<Given> = {}) =>
  given({ rules: rules ?? {}, cast, openedBy: "req", ...more });
const lost = ({ state, cast: now }: Story) => whyLost(state, rosterOf(now), at(0));
const fewest = ({ state, cast: now }: Story) =>
  fewestToComplete(state, rosterOf(now), at(0))?.people.map((id) => id.replace("mem_", ""));
const missing = ({ state, cast: now }: Story): [string, number, string][] =>
  missingOf(state, rosterOf(now), at(0)).map(({ requirement: name, approvals, from }: Missing) => [
    name,
    approvals,
    from.map((id) => id.replace("mem_", "")).join(),
  ]);
const two = (who = role) => ({ steps: [[requirement("R", who, 2)]] });

describe("what is missing, and from whom", () => {
  test("all of it at first, and the smallest set of people that gives it", () => {
    const story = opened(two());
    expect(missing(story)).toEqual([["R", 2, "ann,ben,cy"]]);
    expect(fewest(story)).toHaveLength(2);
    expect(lost(story)).toBeNull();
  });

  test("whoever approved gives no second approval by approving again (F5)", () => {
    const story = opened(two());
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
    const story = opened({ ...two(), startsWaiting: false });
    expect(story.state.state).toBe("new");
    expect(missing(story)).toEqual([["R", 2, "ann,ben,cy"]]);
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
    expect(lost(opened(two(), { openedBy: "ann" }))).toBeNull();
    expect(lost(opened(two(), { openedBy: "ann", startedBy: "ben" }))).toBe(
      '"R" needs 2 approvals, but only 1 person could give one.',
    );
    const strict = { ...two(), allowBuilderVote: false };
    expect(lost(opened(strict, { openedBy: "ann", builders: ["ben", "cy"] }))).toBe(
      '"R" needs 2 approvals, but nobody could give one.',
    );
    expect(lost(opened({ ...strict, allowRequesterVote: true }, { openedBy: "ann" }))).toBeNull();
  });

  test("the last who could has left", () => {
    const story = opened(two());
    story.vote("ann", "approve");
    story.cast = { members: ["ann", "!ben", "cy", "dee"], roles: { reviewer: ["ann", "ben"] } };
    expect(lost(story)).toBe('"R" needs 1 more of its 2 approvals, but nobody could give one.');
    expect(fewest(story)).toBeUndefined();
  });

  test("a vote once counted stays, also when its author has left (rule 6)", () => {
    const story = opened(two());
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
    expect(warnings(opened(two()))).toEqual([]);
  });
});
