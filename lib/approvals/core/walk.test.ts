import { expect, test } from "vitest";
import type { UseId, VoteId } from "@/lib/kernel/ids";
import type { Command } from "./commands";
import type { RequestEvent } from "./events";
import type { RequestState } from "./request-state";
import { at, type Cast, member, type RulesChange, requirement, rosterOf } from "./testing/cast";
import { assertDecidersAgree, assertInvariants } from "./testing/invariants";
import { actorNamed, commands, fingerprintInput, given, step } from "./testing/story";

/** The requester is in the role; Dee decides for Ann and for the requester; Ben is a builder. */
const cast: Cast = {
  members: ["req", "ann", "ben", "dee"],
  roles: { reviewer: ["req", "ann", "ben"] },
  delegations: [
    { from: "ann", to: "dee" },
    { from: "req", to: "dee" },
  ],
};

const role = { roles: ["reviewer"] };
const worlds: [string, number, RulesChange][] = [
  ["strict: one of the role", 5, { hoursToDecide: 10, hoursToUse: 10 }],
  [
    "two of the role, delegates, no builders",
    4,
    {
      steps: [[requirement("R", role, 2, 2)]],
      allowDelegates: true,
      allowBuilderVote: false,
      hoursToDecide: 10,
    },
  ],
  [
    "everybody, no limits",
    3,
    {
      steps: [[requirement("R", role, 3, 2)]],
      allowDelegates: true,
      allowRequesterVote: true,
      votes: { maxPerPerson: 0, maxPerPrincipal: 0 },
    },
  ],
  [
    "separate caps, refusing",
    3,
    {
      steps: [[requirement("R", role, 3, 2)]],
      allowDelegates: true,
      allowRequesterVote: true,
      votes: { maxPerPerson: 0, maxPerPrincipal: 0, maxDirect: 1, maxDelegated: 1, onExcess: "refuse" },
    },
  ],
  [
    "one authority, two votes a person",
    3,
    {
      steps: [[requirement("R", role, 2, 2)]],
      allowDelegates: true,
      allowRequesterVote: true,
      votes: { maxPerPerson: 2 },
    },
  ],
  [
    "different people in two steps",
    5,
    {
      steps: [[requirement("A", role)], [requirement("B", role)]],
      allowDelegates: true,
      allowRequesterVote: true,
      distinctAcrossSteps: true,
      startsWaiting: false,
    },
  ],
  [
    "two requirements side by side, used without limit",
    3,
    {
      steps: [[requirement("A", role), requirement("B", { users: ["ann"] })]],
      allowDelegates: true,
      votes: { maxPerPerson: 2, maxPerPrincipal: 2 },
      grantUses: "unlimited",
      hoursToUse: 10,
    },
  ],
  [
    "only administrators cancel, nobody overrides, approvers do not promote",
    5,
    { whoMayCancel: "administrator", allowOverride: false, allowApproverToPromote: false },
  ],
];

/** Everything anybody could do next. Time passes in jumps: by 0, or past the deadline of now. */
function possible(state: RequestState): Command[] {
  const voteId = `vot_${state.votes.length}` as VoteId;
  const behalves: [string, string | undefined][] = [
    ["req", undefined],
    ["ann", undefined],
    ["ben", undefined],
    ["dee", "ann"],
    ["dee", "req"],
  ];
  const votes = behalves.flatMap(([who, behalf]) =>
    (["approve", "reject"] as const).flatMap((decision) =>
      (state.rules.steps[state.openStep ?? 0]?.requirements ?? []).map(
        ({ name }): Command => ({
          type: "vote",
          actor: actorNamed(who),
          voteId,
          memberId: member(who),
          decision,
          comment: null,
          requirement: name,
          ...(behalf && { onBehalfOf: member(behalf) }),
        }),
      ),
    ),
  );
  const useId = `use_${state.uses.length}` as UseId;
  const use: Command = {
    type: "use",
    actor: actorNamed("ben"),
    memberId: member("ben"),
    useId,
    current: fingerprintInput,
  };
  const last = state.uses.at(-1)?.id ?? useId;
  return [
    ...votes,
    use,
    commands.start("req"),
    commands.cancel("req"),
    commands.override("dee"),
    commands.override("dee", "reject"),
    commands.expire(),
    commands.lapse(),
    commands.supersede(),
    commands.refuseExecution(),
    commands.revoke("dee"),
    commands.finish(last),
    commands.fail(last),
  ];
}

/** What can still matter of a state: two ways to the same are one. */
function keyOf(state: RequestState, hours: number): string {
  const { votes, uses, use, openStep, overridden } = state;
  const told = votes.map((v) => [
    v.voterId,
    v.principalId,
    v.step,
    v.requirement,
    v.decision,
    v.replacedAt !== null,
  ]);
  return JSON.stringify([
    state.state,
    use,
    openStep,
    overridden,
    told,
    uses.map(({ outcome }) => outcome),
    hours,
  ]);
}

test.each(worlds)("whatever is done in whatever order: %s, %i deep", (_, depth, rules) => {
  const roster = rosterOf(cast);
  const start = given({ cast, rules, openedBy: "req", builders: ["ben"] });
  let level: { state: RequestState; events: RequestEvent[]; hours: number }[] = [
    { state: start.state, events: start.events, hours: 0 },
  ];
  const seen = new Set<string>();
  const outcomes = new Set<string>();
  for (let deep = 0; deep < depth; deep++) {
    const next: typeof level = [];
    for (const { state, events, hours } of level)
      for (const later of hours === 0 ? [0, 20] : [hours])
        for (const command of possible(state)) {
          const told = step(state, command, cast, at(later));
          const after = told.after ?? state;
          const all = [...events, ...told.events];
          assertInvariants({ before: state, after, happened: told.events, all, roster });
          const key = keyOf(after, later);
          if (seen.has(key)) continue;
          seen.add(key);
          assertDecidersAgree(after, roster, at(later));
          outcomes.add(`${after.state} ${after.use}`);
          next.push({ state: after, events: all, hours: later });
        }
    level = next;
  }
  expect(outcomes.has("approved used") || outcomes.has("approved ready")).toBe(true);
  expect(outcomes.has("rejected none") && outcomes.has("superseded none")).toBe(true);
});
