import { presets } from "@/lib/approvals/core/presets";
import { at, type Cast, type RulesChange, requirement } from "./cast";
import type { World } from "./explore";

/** The requester is in the role; Dee decides for Ann and for the requester; Ben is a builder. */
const cast: Cast = {
  members: ["req", "ann", "ben", "dee"],
  roles: { reviewer: ["req", "ann", "ben"] },
  delegations: [
    { from: "ann", to: "dee" },
    { from: "req", to: "dee" },
  ],
};

/** Ann is disabled, Ben has left the role, Cy has joined it, and Ann's delegation is cancelled. */
const turned: Cast = {
  members: ["req", "!ann", "ben", "dee", "cy"],
  roles: { reviewer: ["req", "ann", "cy"] },
  delegations: [{ from: "req", to: "dee" }],
};

/** Who decides for whom only for some hours, and hands it on in vain. */
const forSomeHours: Cast = {
  members: ["ann", "ben", "dee", "eve"],
  roles: { reviewer: ["ann", "ben"] },
  delegations: [
    { from: "ann", to: "dee", starts: at(2), ends: at(6) },
    { from: "ben", to: "dee", ends: at(4) },
    { from: "dee", to: "eve" },
  ],
};

const role = { roles: ["reviewer"] };
const people = { openedBy: "req", builders: ["ben"] };

function world(name: string, rules: RulesChange, more: Partial<World> = {}): World {
  return { name, rules, casts: [cast], hours: [0], ...people, ...more };
}

/** What each rule says for itself, small enough to be walked through in `npm test`. */
export const worlds: World[] = [
  world(
    "strict: one of the role",
    { hoursToDecide: 10, hoursToUse: 10 },
    { hours: [0, 9, 10, 15, 20], casts: [cast, turned] },
  ),
  world(
    "two of the role, delegates, no builders",
    {
      steps: [[requirement("R", role, 2, 2)]],
      allowDelegates: true,
      allowBuilderVote: false,
      hoursToDecide: 10,
    },
    { hours: [0, 10], casts: [cast, turned] },
  ),
  world("everybody, no limits", {
    steps: [[requirement("R", role, 3, 2)]],
    allowDelegates: true,
    allowRequesterVote: true,
    votes: { maxPerPerson: 0, maxPerPrincipal: 0 },
  }),
  world("separate caps, refusing", {
    steps: [[requirement("R", role, 3, 2)]],
    allowDelegates: true,
    allowRequesterVote: true,
    votes: { maxPerPerson: 0, maxPerPrincipal: 0, maxDirect: 1, maxDelegated: 1, onExcess: "refuse" },
  }),
  world("one authority, two votes a person", {
    steps: [[requirement("R", role, 2, 2)]],
    allowDelegates: true,
    allowRequesterVote: true,
    votes: { maxPerPerson: 2 },
  }),
  world("different people in two steps", {
    steps: [[requirement("A", role)], [requirement("B", role)]],
    allowDelegates: true,
    allowRequesterVote: true,
    distinctAcrossSteps: true,
    startsWaiting: false,
  }),
  world(
    "two requirements side by side, used without limit",
    {
      steps: [[requirement("A", role), requirement("B", { users: ["ann"] })]],
      allowDelegates: true,
      votes: { maxPerPerson: 2, maxPerPrincipal: 2 },
      grantUses: "unlimited",
      hoursToUse: 10,
    },
    { hours: [0, 10] },
  ),
  world("only administrators cancel, nobody overrides, approvers do not promote", {
    whoMayCancel: "administrator",
    allowOverride: false,
    allowApproverToPromote: false,
  }),
];

/** A preset with the reviewers as approvers, and so many approvals and rejections. */
function preset(key: keyof typeof presets, change: RulesChange, more: Partial<World> = {}): World {
  const { steps: _, ...rules } = presets[key].rules;
  return world(`preset ${presets[key].name}`, { ...rules, ...change }, more);
}

const all = { casts: [cast, turned] as [Cast, ...Cast[]] };
const hours = (...ticks: [number, ...number[]]) => ({ hours: ticks });
const two = [requirement("A", role, 2, 2), requirement("B", role, 2, 2)];
const everybody = { allowDelegates: true, allowRequesterVote: true } satisfies RulesChange;

/** Larger ones, in `npm run test:deep`: together more than a million states. */
export const deepWorlds: World[] = [
  ...worlds,
  preset(
    "countersign",
    { steps: [[requirement("A", role, 2, 3)]] },
    { ...all, ...hours(0, 12, 24, 71, 72, 96, 120) },
  ),
  preset("choreo", { steps: [[requirement("A", role, 3, 3)]] }, all),
  preset("wso2", { steps: [[requirement("A", { ...role, narrowTo: ["ann", "ben", "cy"] }, 2, 2)]] }, all),
  preset(
    "czertainly",
    {
      steps: [
        [requirement("A", role, 1, 2)],
        [requirement("B", { roles: ["reviewer"], users: ["dee"] }, 2, 2)],
        [requirement("C", { users: ["dee", "cy"] })],
      ],
    },
    { ...all, ...hours(0, 23, 24) },
  ),
  preset("flexible", { steps: [[requirement("A", role, 3, 3)]], allowRequesterVote: true }, all),
  world(
    "two requirements side by side, one vote a person, replaced, until ten o'clock",
    { steps: [two], ...everybody, hoursToDecide: 10 },
    { ...all, ...hours(0, 10) },
  ),
  world("no limits at all", {
    steps: [[requirement("A", role, 3, 3)]],
    ...everybody,
    votes: { maxPerPerson: 0, maxPerPrincipal: 0 },
  }),
  world(
    "two direct and one delegated, replaced",
    {
      steps: [[requirement("A", role, 3, 3)]],
      ...everybody,
      votes: { maxPerPerson: 0, maxPerPrincipal: 0, maxDirect: 2, maxDelegated: 1 },
      comment: "required",
    },
    all,
  ),
  world("two a person and two an authority, in two steps", {
    steps: [[requirement("A", role, 3, 3)], [requirement("B", { users: ["ann", "dee"] })]],
    ...everybody,
    votes: { maxPerPerson: 2, maxPerPrincipal: 2 },
    allowApproverToPromote: false,
  }),
  world(
    "different people in three steps, who come and go",
    {
      steps: [
        [requirement("A", role, 2, 2)],
        [requirement("B", { roles: ["reviewer"], users: ["dee"] }, 1, 2)],
        [requirement("C", { users: ["cy", "dee", "ben"] })],
      ],
      ...everybody,
      distinctAcrossSteps: true,
      startsWaiting: false,
      hoursToDecide: 10,
    },
    { ...all, ...hours(0, 5, 10) },
  ),
  world(
    "delegates for some hours, used without limit until it lapses",
    {
      steps: [[requirement("A", role, 2, 3)], [requirement("B", { users: ["ann", "eve"] }, 1, 2)]],
      ...everybody,
      votes: { maxPerPerson: 2 },
      hoursToDecide: 8,
      hoursToUse: 3,
      grantUses: "unlimited",
    },
    { openedBy: "ann", casts: [forSomeHours], ...hours(0, 2, 4, 6, 8, 10) },
  ),
];
