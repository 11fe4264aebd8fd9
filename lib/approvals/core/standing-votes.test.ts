import { describe, expect, test } from "vitest";
import { outlookOf } from "./can-pass";
import { countingVotes } from "./request-state";
import { standingVotes } from "./standing-votes";
import { at, type Cast, member, type RulesChange, requirement, rosterOf } from "./testing/cast";
import { given } from "./testing/story";

/** Ann and Ben approve three times in all, and Dee for Ann; each row says what was voted, and what may become of it. */
const cast: Cast = { members: ["ann", "ben", "dee"], delegations: [{ from: "ann", to: "dee" }] };
const steps = [[requirement("R", { users: ["ann", "ben"] }, 3)]];

interface Situation {
  delegations?: { from: string; to: string }[];
  votes: NonNullable<RulesChange["votes"]>;
  cast: string[];
  /** Who has left since. */
  gone?: string[];
  /** Who does not vote any more. */
  silent?: string[];
}

/** A vote is told as "voter" or "voter for principal". */
function standing({ votes, cast: voted, gone = [], silent = [], ...more }: Situation) {
  const people: Cast = { ...cast, ...more };
  const rules: RulesChange = { steps, allowDelegates: true, votes };
  const story = given({ cast: people, rules, openedBy: "requester" });
  for (const one of voted) {
    const [voter = "", principal] = one.split(" for ");
    expect(story.vote(voter, "approve", principal ? { onBehalfOf: principal } : {})).toBe("ok");
  }
  const roster = rosterOf({ ...people, members: cast.members.filter((name) => !gone.includes(name)) });
  const held = outlookOf(story.state, roster, at(0)).steps[0]?.held ?? [];
  const found = standingVotes({
    limits: story.state.rules.votes,
    cast: countingVotes(story.state, 0),
    held,
    acts: (id) => !silent.map(member).includes(id),
  });
  const told = (all: typeof found.locked) =>
    all.map(({ voterId, principalId }) =>
      [voterId, ...(voterId === principalId ? [] : [principalId])].map((id) => id.slice(4)).join(" for "),
    );
  return {
    locked: told(found.locked),
    movable: told(found.movable),
    yielding: told(found.yielding),
    bound: [...found.bound].map((id) => id.slice(4)),
  };
}

const one = { maxPerPerson: 1, maxPerPrincipal: 1 };
const none = { maxPerPerson: 0, maxPerPrincipal: 0 };
const nothing = { locked: [], movable: [], yielding: [], bound: [] };

describe("what a later vote could still replace (rule 1)", () => {
  test.each<[string, Situation, Partial<ReturnType<typeof standing>>]>([
    ["one's own, at one's limit", { votes: one, cast: ["ann"] }, { movable: ["ann"], bound: ["ann"] }],
    [
      "not where more votes are refused",
      { votes: { ...one, onExcess: "refuse" }, cast: ["ann"] },
      { locked: ["ann"], bound: ["ann"] },
    ],
    ["not without limits", { votes: none, cast: ["ann"] }, { locked: ["ann"], bound: ["ann"] }],
    [
      "nor of somebody who votes no more",
      { votes: one, cast: ["ann"], silent: ["ann"] },
      { locked: ["ann"], bound: ["ann"] },
    ],
    [
      "nor of somebody who has left",
      { votes: { maxPerPerson: 1, maxPerPrincipal: 0 }, cast: ["ben"], gone: ["ben"] },
      { locked: ["ben"], bound: ["ben"] },
    ],
    [
      "a delegate's at the delegate's limit, by the next",
      { votes: { maxPerPerson: 1, maxPerPrincipal: 2 }, cast: ["dee for ann"] },
      { movable: ["dee for ann"], bound: ["ann"] },
    ],
    [
      "a delegate's below the delegate's limit, whose principal has no room for another: only by the principal",
      { votes: { maxPerPerson: 2, maxPerPrincipal: 1 }, cast: ["dee for ann"] },
      { yielding: ["dee for ann"], bound: ["ann"] },
    ],
    [
      "with room for another at the principal the delegate comes to that limit",
      { votes: { maxPerPerson: 2, maxPerPrincipal: 2 }, cast: ["dee for ann"] },
      { movable: ["dee for ann"], bound: ["ann"] },
    ],
    [
      "one's own below one's limit, where one's authority is used up",
      { votes: { maxPerPerson: 2, maxPerPrincipal: 1 }, cast: ["ben"] },
      { movable: ["ben"], bound: ["ben"] },
    ],
    [
      "one's own where room for the limit is left, but no limit of authority",
      { votes: { maxPerPerson: 2, maxPerPrincipal: 0 }, cast: ["ben"] },
      { movable: ["ben"], bound: ["ben"] },
    ],
    [
      "a delegate's, who comes to the limit by another principal's authority",
      {
        delegations: ["ann", "ben"].map((from) => ({ from, to: "dee" })),
        votes: { maxPerPerson: 2, maxPerPrincipal: 1 },
        cast: ["dee for ann"],
      },
      { movable: ["dee for ann"] },
    ],
    [
      "one whose author may move on to a principal who can free the author, binds nobody to the step",
      {
        delegations: ["ann", "ben"].map((from) => ({ from, to: "dee" })),
        votes: one,
        cast: ["dee for ann"],
        silent: ["ann"],
      },
      { movable: ["dee for ann"] },
    ],
    [
      "but its author, where that principal votes no more",
      {
        delegations: ["ann", "ben"].map((from) => ({ from, to: "dee" })),
        votes: one,
        cast: ["dee for ann"],
        silent: ["ann", "ben"],
      },
      { movable: ["dee for ann"], bound: ["dee"] },
    ],
    [
      "a delegate's, who comes to the limit by taking over what was voted for themselves",
      {
        delegations: [
          { from: "ann", to: "ben" },
          { from: "ben", to: "dee" },
        ],
        votes: { maxPerPerson: 2, maxPerPrincipal: 1 },
        cast: ["dee for ben", "ben for ann"],
      },
      { movable: ["ben for ann"], yielding: ["dee for ben"], bound: ["ben"] },
    ],
    [
      "each at their own limit only, whatever others voted",
      { votes: { maxPerPerson: 2, maxPerPrincipal: 1 }, cast: ["ben", "dee for ann"] },
      { movable: ["ben"], yielding: ["dee for ann"], bound: ["ben", "ann"] },
    ],
    [
      "a delegate's, whose principal voted too and may do so again",
      { votes: { maxPerPerson: 1, maxPerPrincipal: 2 }, cast: ["ann", "dee for ann"] },
      { movable: ["ann", "dee for ann"], bound: ["ann"] },
    ],
  ])("%s", (_, situation, expected) => {
    expect(standing(situation)).toEqual({ ...nothing, ...expected });
  });
});

describe("what only its principal could take over", () => {
  const refused = { ...one, onExcess: "refuse" as const };

  test.each<[string, Situation, Partial<ReturnType<typeof standing>>]>([
    [
      "a delegate's vote, where more are refused",
      { votes: refused, cast: ["dee for ann"] },
      { yielding: ["dee for ann"], bound: ["ann"] },
    ],
    [
      "not when the principal votes no more",
      { votes: refused, cast: ["dee for ann"], silent: ["ann"] },
      { locked: ["dee for ann"], bound: ["dee", "ann"] },
    ],
    [
      "nor when the principal has left",
      { votes: refused, cast: ["dee for ann"], gone: ["ann"] },
      { locked: ["dee for ann"], bound: ["dee", "ann"] },
    ],
    [
      "nor where no authority has a limit",
      { votes: { ...refused, maxPerPrincipal: 0 }, cast: ["dee for ann"] },
      { locked: ["dee for ann"], bound: ["dee", "ann"] },
    ],
    [
      "nor the principal's own",
      { votes: { ...refused, maxPerPerson: 2 }, cast: ["ann"] },
      { locked: ["ann"], bound: ["ann"] },
    ],
    [
      "nor when the principal has no vote left",
      { votes: { ...refused, maxPerPrincipal: 2 }, cast: ["ann", "dee for ann"] },
      { locked: ["ann", "dee for ann"], bound: ["ann", "dee"] },
    ],
  ])("%s", (_, situation, expected) => {
    expect(standing(situation)).toEqual({ ...nothing, ...expected });
  });
});
