import { expect, test } from "vitest";
import { barOf, excessOf } from "./eligibility";
import { at, member, type RulesChange, requirement } from "./testing/cast";
import { commands, type Given, given } from "./testing/story";

/**
 * Every refusal of a vote, in the order of engine.md's list. Each row adds its own obstacle to all the obstacles of the
 * rows below it, so each answer also shows that the earlier refusal wins over every later one.
 */
const obstacles = [
  "not_found",
  "request_expired",
  "not_waiting",
  "request_changed",
  "requester_may_not_vote",
  "builder_may_not_vote",
  "not_eligible",
  "already_decided_earlier_step",
  "already_voted",
  "comment_required",
] as const;
type Obstacle = (typeof obstacles)[number];

function answerWith(has: (obstacle: Obstacle) => boolean): string {
  const everyone = { users: ["ann", "ben"] };
  const start: Given = {
    cast: { members: ["ann", "ben", "cy"] },
    openedBy: has("requester_may_not_vote") ? "ann" : "cy",
    builders: has("builder_may_not_vote") ? ["ann"] : [],
    rules: {
      allowBuilderVote: false,
      comment: "required",
      hoursToDecide: 10,
      distinctAcrossSteps: true,
      startsWaiting: false,
      votes: { onExcess: "refuse" },
      steps: [
        [requirement("First", everyone)],
        [requirement("Second", has("not_eligible") ? { users: ["ben"] } : everyone, 2)],
      ],
    },
  };
  const story = given(start);
  const said = { comment: "Looked at it" };
  if (!has("not_waiting")) {
    story.tell(commands.start(start.openedBy ?? ""));
    // Excluded people cannot have voted before; Ben opens the second step then.
    const first = has("requester_may_not_vote") || has("builder_may_not_vote") ? "ben" : "ann";
    story.vote(has("already_decided_earlier_step") ? first : "ben", "approve", said);
    if (has("already_voted")) story.vote("ann", "approve", said);
  }
  const seen = {
    step: has("request_changed")
      ? "Another step"
      : (story.state.rules.steps[story.state.openStep ?? 0]?.name ?? ""),
    fingerprint: story.state.fingerprint,
  };
  return story.vote(
    "ann",
    "approve",
    { seen, comment: has("comment_required") ? "  " : "Yes" },
    { at: has("request_expired") ? at(10) : at(1), may: { see: !has("not_found") } },
  );
}

test("a vote without any obstacle is taken", () => {
  expect(answerWith(() => false)).toBe("ok");
});

test.each(obstacles.map((code) => ({ code })))("$code is the answer when it alone applies", ({ code }) => {
  expect(answerWith((obstacle) => obstacle === code)).toBe(code);
});

const pairs = obstacles.flatMap((code, index) =>
  obstacles.slice(index + 1).map((later) => ({ code, later })),
);
test.each(pairs)("$code wins over $later", ({ code, later }) => {
  expect(answerWith((obstacle) => obstacle === code || obstacle === later)).toBe(code);
});

test("a request that is decided takes no vote, whoever asks, whatever they looked at (F22)", () => {
  const closings: [string, (story: ReturnType<typeof given>) => void][] = [
    ["approved", (story) => story.vote("ann", "approve")],
    ["rejected", (story) => story.vote("ann", "reject")],
    ["cancelled", (story) => story.tell(commands.cancel("requester"))],
    ["superseded", (story) => story.tell(commands.supersede())],
  ];
  for (const [name, close] of closings) {
    const story = given({ cast: { members: ["ann", "ben"], roles: { reviewer: ["ann", "ben"] } } });
    close(story);
    expect(story.state.state).toBe(name);
    expect(story.vote("ben", "approve", { seen: { step: "?", fingerprint: "?" } })).toBe("request_closed");
    expect(story.refusal?.facts).toEqual({ state: name });
  }
});

test("a request that expired says so, on the command that found it and ever after", () => {
  const story = given({
    cast: { members: ["ann"], roles: { reviewer: ["ann"] } },
    rules: { hoursToDecide: 1 },
  });
  expect(story.vote("ann", "approve", {}, { at: at(1) })).toBe("request_expired");
  expect(story.state.state).toBe("expired");
  expect(story.vote("ann", "approve", {}, { at: at(2) })).toBe("request_expired");
});

test("seen: newer votes and comments are no change; another step or another content is, and both are named", () => {
  const two = [requirement("Both", { users: ["ann", "ben"] }, 2)];
  const story = given({ cast: { members: ["ann", "ben"] }, rules: { steps: [two] } });
  const seen = { step: "Step 1", fingerprint: story.state.fingerprint };
  story.vote("ann", "approve");
  story.tell(commands.comment("ann"));
  expect(story.vote("ben", "approve", { seen: { step: "Step 2", fingerprint: "sha256:0" } })).toBe(
    "request_changed",
  );
  expect(story.refusal?.facts).toMatchObject({ differs: ["open step", "what would ship"], step: "Step 1" });
  expect(story.vote("ben", "approve", { seen })).toBe("ok");
});

test.each([
  ["optional", "reject", null, "ok"],
  ["on-reject", "approve", null, "ok"],
  ["on-reject", "reject", " \n", "comment_required"],
  ["on-reject", "reject", "No", "ok"],
  ["required", "approve", null, "comment_required"],
  ["required", "approve", "Yes", "ok"],
] as const)("comment %s: %s with %j is %s", (comment, decision, text, answer) => {
  const story = given({
    cast: { members: ["ann"], roles: { reviewer: ["ann"] } },
    rules: { comment },
  });
  expect(story.vote("ann", decision, { comment: text })).toBe(answer);
});

const between: RulesChange = {
  allowDelegates: true,
  steps: [[requirement("A", { users: ["ann", "ben"] }, 2), requirement("B", { users: ["ann"] })]],
  votes: { maxPerPerson: 2, maxPerPrincipal: 2 },
};

test("two usable capacities are ambiguous and named; naming one, or having only one usable, is enough", () => {
  const cast = { members: ["ann", "ben", "dee"], delegations: [{ from: "ann", to: "dee" }] };
  const story = given({ cast, rules: between });
  expect(story.vote("ann", "approve")).toBe("capacity_ambiguous");
  expect(story.refusal?.facts).toEqual({
    choices: [
      { requirement: "A", onBehalfOf: null },
      { requirement: "B", onBehalfOf: null },
    ],
  });
  expect(story.vote("ann", "approve", { requirement: "B" })).toBe("ok");
  expect(story.vote("dee", "approve")).toBe("capacity_ambiguous");
  expect(story.refusal?.facts).toEqual({
    choices: [
      { requirement: "A", onBehalfOf: "mem_ann" },
      { requirement: "B", onBehalfOf: "mem_ann" },
    ],
  });
  expect(story.vote("dee", "approve", { requirement: "A", onBehalfOf: "ann" })).toBe("ok");
  expect(story.vote("ben", "approve")).toBe("ok");
  expect(story.state.state).toBe("approved");
});

test("without onBehalfOf a vote is direct where that can be used, and else the only delegated one that can", () => {
  const cast = {
    members: ["ann", "ben", "cy"],
    delegations: [
      { from: "ann", to: "ben" },
      { from: "cy", to: "ben" },
    ],
  };
  const rules: RulesChange = {
    allowDelegates: true,
    steps: [[requirement("All", { users: ["ann", "ben", "cy"] }, 3)]],
    votes: { maxPerPerson: 2, onExcess: "refuse" },
  };
  const story = given({ cast, rules });
  expect(story.vote("ben", "approve")).toBe("ok");
  expect(story.state.votes.at(-1)?.principalId).toBe("mem_ben");
  expect(story.vote("ben", "approve")).toBe("capacity_ambiguous");
  expect(story.vote("cy", "approve")).toBe("ok");
  expect(story.vote("ben", "approve")).toBe("ok");
  expect(story.state.votes.at(-1)?.principalId).toBe("mem_ann");
});

test("a vote for a requester or a builder is refused as theirs, also when nobody is named", () => {
  const cast = { members: ["ann", "dee", "cy"], delegations: [{ from: "ann", to: "dee" }] };
  const rules = { allowDelegates: true, steps: [[requirement("All", { users: ["ann"] })]] };
  const built = given({ cast, rules: { ...rules, allowBuilderVote: false }, builders: ["ann"] });
  expect(built.vote("dee", "approve")).toBe("builder_may_not_vote");
  const asked = given({ cast, rules, openedBy: "ann" });
  expect(asked.vote("dee", "approve")).toBe("requester_may_not_vote");
  // Also where nobody has delegated anything.
  expect(built.vote("cy", "approve", { onBehalfOf: "ann" })).toBe("builder_may_not_vote");
  expect(asked.vote("cy", "approve", { onBehalfOf: "ann" })).toBe("requester_may_not_vote");
  // For somebody who is neither, it is a vote.
  const free = given({ cast, rules: { ...rules, allowBuilderVote: false }, builders: ["cy"] });
  expect(free.vote("dee", "approve", { onBehalfOf: "ann" })).toBe("ok");
});

test("where votes are refused, one's own is barred as voted already, at either limit, and replaces none", () => {
  const ann = { requirement: "All", principalId: member("ann"), direct: true };
  for (const votes of [
    { maxPerPerson: 1, maxPerPrincipal: 0 },
    { maxPerPerson: 0, maxPerPrincipal: 1 },
  ]) {
    const story = given({
      cast: { members: ["ann", "ben"] },
      rules: {
        steps: [[requirement("All", { users: ["ann", "ben"] }, 2)]],
        votes: { ...votes, onExcess: "refuse" },
      },
    });
    expect(barOf(story.state, ann.principalId, ann)).toBeNull();
    story.vote("ann", "approve");
    expect(barOf(story.state, ann.principalId, ann)).toBe("already_voted");
    expect(excessOf(story.state, ann.principalId, ann).replaced).toEqual([]);
  }
});
