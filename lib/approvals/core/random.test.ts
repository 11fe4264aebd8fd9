import fc from "fast-check";
import { expect, test } from "vitest";
import type { Facts } from "./commands";
import { at, type Cast, type RulesChange, requirement, rosterOf } from "./testing/cast";
import { assertDecidersAgree } from "./testing/invariants";
import { commands, given } from "./testing/story";

const names = ["ann", "ben", "cy", "dee", "eve"];
const name = fc.constantFrom(...names);
const some = fc.subarray(names);
const hours = fc.integer({ min: 0, max: 12 });
const most = fc.constantFrom(true, true, true, false);
const limit = fc.constantFrom(0, 1, 1, 2);
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 2 });

const anyCast: fc.Arbitrary<Cast> = fc.record({
  members: fc.tuple(...names.map((one) => fc.constantFrom(one, one, one, one, `!${one}`, `~${one}`))),
  roles: fc.record({ reviewer: some, "reviewer@shop": some, "reviewer@bank": some }),
  groups: fc.record({ ops: some }),
  delegations: fc.array(
    fc
      .record(
        {
          from: name,
          to: name,
          starts: hours.map((h) => at(h - 6)),
          ends: orNull(hours.map((h) => at(h + 1))),
          project: fc.constantFrom("shop", "bank"),
        },
        { requiredKeys: ["from", "to"] },
      )
      .filter(({ from, to }) => from !== to),
    { maxLength: 5 },
  ),
});

const anyWho = fc.record({
  roles: fc.subarray(["reviewer"]),
  organizationRoles: fc.subarray(["reviewer"]),
  groups: fc.subarray(["ops"]),
  users: some,
  narrowTo: orNull(some),
});

const anyStep = fc
  .array(fc.tuple(anyWho, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 })), {
    minLength: 1,
    maxLength: 2,
  })
  .map((all) =>
    all.map(([who, approvals, rejections], index) => requirement(`R${index}`, who, approvals, rejections)),
  );

const anyRules: fc.Arbitrary<RulesChange> = fc.record({
  steps: fc.array(anyStep, { minLength: 1, maxLength: 3 }),
  votes: fc.record({
    maxPerPrincipal: limit,
    maxPerPerson: limit,
    maxDirect: limit,
    maxDelegated: limit,
    onExcess: fc.constantFrom("replace-oldest" as const, "refuse" as const),
  }),
  allowRequesterVote: fc.boolean(),
  allowBuilderVote: fc.boolean(),
  allowDelegates: fc.boolean(),
  allowApproverToPromote: fc.boolean(),
  distinctAcrossSteps: fc.boolean(),
  comment: fc.constantFrom("optional" as const, "on-reject" as const, "required" as const),
  hoursToDecide: orNull(fc.integer({ min: 4, max: 20 })),
  hoursToUse: orNull(fc.integer({ min: 1, max: 8 })),
  grantUses: fc.constantFrom("once" as const, "unlimited" as const),
  onApproval: fc.constantFrom("unlock" as const, "execute" as const),
  whoMayCancel: fc.constantFrom("requester" as const, "administrator" as const, "both" as const),
  allowOverride: fc.boolean(),
  startsWaiting: fc.boolean(),
});

const anyVote = fc.record(
  {
    type: fc.constant("vote" as const),
    who: name,
    decision: fc.constantFrom("approve" as const, "approve" as const, "approve" as const, "reject" as const),
    requirement: fc.constantFrom("R0", "R1"),
    onBehalfOf: name,
    comment: fc.constantFrom("Fine", null),
  },
  { requiredKeys: ["type", "who", "decision", "comment"] },
);
const anyOther = fc.record({
  type: fc.constantFrom(
    "start",
    "comment",
    "cancel",
    "override",
    "expire",
    "lapse",
    "supersede",
    "use",
    "use",
    "finish",
    "finish",
    "finish",
    "fail",
    "revoke",
  ),
  who: name,
});
const anyTelling = fc.record({
  what: fc.oneof({ weight: 4, arbitrary: anyVote }, { weight: 1, arbitrary: anyOther }),
  later: fc.constantFrom(0, 0, 0, 1, 3),
  may: fc.record({ execute: most, cancel: fc.boolean(), override: fc.boolean() }),
  cast: fc.option(anyCast, { freq: 6 }),
});
type Telling = Omit<typeof anyTelling extends fc.Arbitrary<infer T> ? T : never, "later"> & { later: number };

function tell(story: ReturnType<typeof given>, { what, may }: Telling, now: Date): string {
  const told: { at: Date; may: Partial<Facts["may"]> } = { at: now, may };
  const last = story.state.uses.at(-1)?.id ?? ("use_none" as never);
  switch (what.type) {
    case "vote": {
      const { who, decision, type: _, ...details } = what;
      return story.vote(who, decision, details, told);
    }
    case "use":
      return story.use(what.who, {}, told);
    case "finish":
    case "fail":
      return story.tell(commands[what.type](last), told);
    case "expire":
    case "lapse":
    case "supersede":
      return story.tell(commands[what.type](), told);
    default:
      return story.tell(commands[what.type as "cancel"](what.who), told);
  }
}

/** How it goes on after the random part, by somebody outside: so that every end is reached in every run. */
const endings = (
  [["override", "use", "finish"], ["override", "revoke"], ["cancel"], ["expire"]] as const
).map((types) =>
  types.map(
    (type): Telling => ({
      what: { type, who: "zed" },
      later: type === "expire" ? 30 : 0,
      may: { execute: true, cancel: true, override: true },
      cast: null,
    }),
  ),
);

test("whatever the rules, the people and the order of things, what must hold holds; who can decide is whose vote is taken", () => {
  const reached = new Map<string, number>();
  fc.assert(
    fc.property(
      anyRules,
      anyCast,
      fc.record({ openedBy: name, startedBy: orNull(name), builders: some }),
      fc.array(anyTelling, { minLength: 5, maxLength: 25 }),
      (rules, cast, people, tellings) => {
        const story = given({ rules, cast, ...people });
        let clock = 0;
        if (!story.state.rules.startsWaiting) story.tell(commands.start(people.openedBy));
        for (const telling of [...tellings, ...(endings[tellings.length % endings.length] ?? [])]) {
          clock += telling.later;
          if (telling.cast) story.cast = telling.cast;
          const answer = tell(story, telling, at(clock));
          // Also later, when nobody has written down yet what the clock has decided (rule 5).
          for (const later of [0, 6])
            assertDecidersAgree(story.state, rosterOf(story.cast), at(clock + later));
          for (const one of [answer, story.state.state, story.state.use])
            reached.set(one, (reached.get(one) ?? 0) + 1);
        }
      },
    ),
    { numRuns: 300 },
  );
  // The walk is worth something only when it gets around.
  for (const one of [
    "ok",
    "approved",
    "rejected",
    "expired",
    "cancelled",
    "used",
    "revoked",
    "already_voted",
  ])
    expect(reached.get(one) ?? 0, one).toBeGreaterThan(0);
}, 20_000);
