import { describe, expect, test } from "vitest";
import { type RulesChange, requirement } from "./testing/cast";
import { given } from "./testing/story";

type Cast = Parameters<typeof given>[0]["cast"];
type Votes = NonNullable<RulesChange["votes"]>;
type Told = [
  who: string,
  decision: "approve" | "reject",
  answer: string,
  counting: string,
  onBehalfOf?: string,
];

/** Members who may vote in one requirement of so many approvals and rejections. */
const voters = (approvals: number, rejections: number, votes: Votes, users = ["ann", "ben", "cy"]) =>
  ({
    allowDelegates: true,
    votes,
    steps: [[requirement("All", { users }, approvals, rejections)]],
  }) satisfies RulesChange;

function play(rules: RulesChange, cast: Cast, told: Told[]) {
  const story = given({ rules, cast });
  for (const [who, decision, answer, counting, onBehalfOf] of told) {
    const details = onBehalfOf === undefined ? {} : { onBehalfOf };
    expect(story.vote(who, decision, details), `${who} votes ${decision}`).toBe(answer);
    const counted = story.state.votes.filter(({ replacedAt }) => replacedAt === null);
    const approvals = counted.filter((vote) => vote.decision === "approve").length;
    expect(`${approvals}+${counted.length - approvals} ${story.state.state}`).toBe(counting);
  }
  return story;
}

const three: Cast = { members: ["ann", "ben", "cy"] };
const delegated: Cast = { ...three, delegations: [{ from: "ben", to: "ann" }] };
const free: Votes = { maxPerPrincipal: 0, maxPerPerson: 0, maxDirect: 0, maxDelegated: 0 };

describe("votes a person may have counting in a step (approvals+rejections)", () => {
  test.each<[string, RulesChange, Cast, Told[]]>([
    [
      "F5 one a person: a second approval replaces the first, still 1 of 2",
      voters(2, 1, { ...free, maxPerPerson: 1 }),
      three,
      [
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ben", "approve", "ok", "2+0 approved"],
      ],
    ],
    [
      "F7 two a person: one person approves twice, because the rules say so",
      voters(2, 1, { ...free, maxPerPerson: 2 }),
      three,
      [
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ann", "approve", "ok", "2+0 approved"],
      ],
    ],
    [
      "F8 two a person, thresholds of three: the third replaces the oldest",
      voters(3, 3, { ...free, maxPerPerson: 2 }),
      three,
      [
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ann", "approve", "ok", "2+0 waiting"],
        ["ann", "reject", "ok", "1+1 waiting"],
      ],
    ],
    [
      "F9 no limit: a direct and a delegated vote of one person both count",
      voters(3, 3, free),
      delegated,
      [
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ann", "approve", "ok", "2+0 waiting", "ben"],
      ],
    ],
    [
      "F11 a total of one makes the direct limit of five irrelevant",
      voters(3, 3, { ...free, maxPerPerson: 1, maxDirect: 5, maxDelegated: 5 }),
      delegated,
      [
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ann", "reject", "ok", "0+1 waiting"],
        ["ann", "approve", "ok", "1+0 waiting", "ben"],
      ],
    ],
    [
      "separate limits: the oldest of the same capacity is replaced, the other capacity stays",
      voters(4, 4, { ...free, maxDirect: 1, maxDelegated: 1 }),
      delegated,
      [
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ann", "approve", "ok", "2+0 waiting", "ben"],
        ["ann", "reject", "ok", "1+1 waiting", "ben"],
        ["ann", "reject", "ok", "0+2 waiting"],
      ],
    ],
    [
      "at the limit, refused where the rules say refuse (Z30)",
      voters(2, 1, { maxPerPerson: 1, onExcess: "refuse" }),
      three,
      [
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ann", "approve", "already_voted", "1+0 waiting"],
        ["ann", "reject", "already_voted", "1+0 waiting"],
      ],
    ],
    [
      "changing one's mind to a rejection decides at once",
      voters(2, 1, { maxPerPerson: 1 }),
      three,
      [
        ["ann", "approve", "ok", "1+0 waiting"],
        ["ann", "reject", "ok", "0+1 rejected"],
      ],
    ],
    [
      "F29 two rejections required: one leaves it waiting",
      voters(2, 2, { maxPerPerson: 1 }),
      three,
      [
        ["ann", "reject", "ok", "0+1 waiting"],
        ["ben", "approve", "ok", "1+1 waiting"],
        ["cy", "reject", "ok", "1+2 rejected"],
      ],
    ],
  ])("%s", (_, rules, cast, told) => {
    play(rules, cast, told);
  });
});

describe("one authority counts once, whoever uses it", () => {
  const rules = voters(2, 2, { maxPerPrincipal: 1, maxPerPerson: 1 });
  const dee: Cast = {
    members: ["ann", "ben", "cy", "dee", "eve"],
    delegations: [
      { from: "ann", to: "dee" },
      { from: "ann", to: "eve" },
    ],
  };

  test("G8 the approver votes, then the approver's delegate: 1 of 2, the delegate is refused", () => {
    play(rules, dee, [
      ["ann", "approve", "ok", "1+0 waiting"],
      ["dee", "approve", "already_represented", "1+0 waiting"],
      ["ben", "approve", "ok", "2+0 approved"],
    ]);
  });

  test("G8 the delegate votes first: the approver's own vote replaces it", () => {
    const story = play(rules, dee, [
      ["dee", "approve", "ok", "1+0 waiting"],
      ["ann", "reject", "ok", "0+1 waiting"],
    ]);
    expect(story.happened.map(({ type }) => type)).toEqual(["vote.cast", "vote.replaced"]);
    expect(story.state.votes).toHaveLength(2);
  });

  test("two delegates of one approver: the second is refused, the first may change their mind", () => {
    play(rules, dee, [
      ["dee", "approve", "ok", "1+0 waiting"],
      ["eve", "approve", "already_represented", "1+0 waiting"],
      ["dee", "reject", "ok", "0+1 waiting"],
    ]);
  });

  test("represented already comes before voted already, where both keep a delegate from voting", () => {
    play({ ...rules, votes: { onExcess: "refuse" } }, dee, [
      ["dee", "approve", "ok", "1+0 waiting"],
      ["dee", "approve", "already_represented", "1+0 waiting"],
    ]);
  });

  test("the own vote replaces a delegate's even where excess is refused", () => {
    play({ ...rules, votes: { onExcess: "refuse" } }, dee, [
      ["dee", "approve", "ok", "1+0 waiting"],
      ["ann", "approve", "ok", "1+0 waiting"],
      ["ann", "approve", "already_voted", "1+0 waiting"],
    ]);
  });

  test("one person with one vote cannot keep a delegated and a direct one", () => {
    const both: Cast = { members: ["ann", "ben", "cy"], delegations: [{ from: "ann", to: "ben" }] };
    const story = play(rules, both, [
      ["ben", "approve", "ok", "1+0 waiting", "ann"],
      ["ben", "approve", "ok", "1+0 waiting"],
    ]);
    expect(story.state.votes.filter((vote) => vote.replacedAt === null)).toMatchObject([
      { principalId: "mem_ben" },
    ]);
  });

  test("a principal may be allowed two; then two delegates count and a third is refused", () => {
    const cast: Cast = {
      members: ["ann", "d1", "d2", "d3"],
      delegations: ["d1", "d2", "d3"].map((to) => ({ from: "ann", to })),
    };
    play(voters(3, 3, { maxPerPrincipal: 2, maxPerPerson: 1 }, ["ann"]), cast, [
      ["d1", "approve", "ok", "1+0 waiting"],
      ["d2", "approve", "ok", "2+0 waiting"],
      ["d3", "approve", "already_represented", "2+0 waiting"],
      ["ann", "reject", "ok", "1+1 waiting"],
    ]);
  });
});

test("at the limit of an authority the own next vote replaces a delegate's, not an older one of one's own", () => {
  const story = play(voters(3, 3, { maxPerPrincipal: 2, maxPerPerson: 2 }, ["ben"]), delegated, [
    ["ben", "reject", "ok", "0+1 waiting"],
    ["ann", "approve", "ok", "1+1 waiting"],
    ["ben", "reject", "ok", "0+2 waiting"],
  ]);
  expect(story.state.votes.map(({ voterId, replacedAt }) => [voterId, replacedAt !== null])).toEqual([
    ["mem_ben", false],
    ["mem_ann", true],
    ["mem_ben", false],
  ]);
});

test("at the limit of an authority, and where no delegate used it, the own next vote replaces the own first", () => {
  play(voters(2, 2, { maxPerPrincipal: 1, maxPerPerson: 2 }), three, [
    ["ben", "approve", "ok", "1+0 waiting"],
    ["ben", "reject", "ok", "0+1 waiting"],
  ]);
});

test("a requirement that is met still takes votes, and a later rejection there rejects", () => {
  const rules: RulesChange = {
    steps: [[requirement("Ops", { users: ["ann", "ben"] }), requirement("Safety", { users: ["cy"] })]],
  };
  const story = play(rules, three, [
    ["ann", "approve", "ok", "1+0 waiting"],
    ["ben", "approve", "ok", "2+0 waiting"],
    ["ben", "reject", "ok", "1+1 rejected"],
  ]);
  expect(story.state.closeReason).toBeNull();
});

test("replaced votes stay on the record, with when", () => {
  const story = play(voters(2, 2, { maxPerPerson: 1 }), three, [
    ["ann", "approve", "ok", "1+0 waiting"],
    ["ann", "reject", "ok", "0+1 waiting"],
  ]);
  expect(story.state.votes.map(({ decision, replacedAt }) => [decision, replacedAt !== null])).toEqual([
    ["approve", true],
    ["reject", false],
  ]);
});
