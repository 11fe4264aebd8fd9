import fc from "fast-check";
import { at } from "@/lib/approvals/core/testing/cast";
import { modelOf } from "@/lib/approvals/core/testing/model";
import type { Act, Deed, Held, Play, Told, Turn } from "@/lib/approvals/core/testing/play";
import type { MemberId, RoleId } from "@/lib/kernel/ids";
import { delegation, directory, held, ops, orNull, people, rules, shop, who } from "./plays-world";

const decision = fc.constantFrom(
  "approve" as const,
  "approve" as const,
  "approve" as const,
  "reject" as const,
);
const vote: fc.Arbitrary<Deed> = fc.record(
  {
    type: fc.constant("vote" as const),
    who,
    decision,
    comment: fc.constantFrom("Fine", "Fine", "  ", null),
    requirement: fc.constantFrom("R0", "R0", "R1"),
    onBehalfOf: who,
    seen: fc.constantFrom(
      "this" as const,
      "this" as const,
      "this" as const,
      "another step" as const,
      "another content" as const,
    ),
  },
  { requiredKeys: ["type", "who", "decision", "comment"] },
);
const reason = fc.constantFrom("Incident", "Incident", " ");
const seldom = fc.constantFrom(false, false, false, true);
const others: fc.Arbitrary<Deed>[] = [
  fc.record({ type: fc.constantFrom("start" as const, "comment" as const, "cancel" as const), who }),
  fc.record({ type: fc.constant("override" as const), who, decision, reason }),
  fc.record({ type: fc.constant("revoke" as const), who, reason }),
  fc.record({ type: fc.constantFrom("expire" as const, "lapse" as const, "supersede" as const) }),
];
const uses: fc.Arbitrary<Deed>[] = [
  fc.record({
    type: fc.constant("use" as const),
    who,
    stale: seldom,
    healthy: seldom.map((not) => !not),
    deploying: seldom,
  }),
  fc.record({ type: fc.constantFrom("finish" as const, "fail" as const), use: fc.constantFrom(0, 0, 1) }),
];
const turn: fc.Arbitrary<Turn> = fc.oneof(
  fc.record({ type: fc.constantFrom("disable" as const, "enable" as const), who }),
  fc.record({ type: fc.constantFrom("give" as const, "take" as const), held }),
  fc.record({ type: fc.constantFrom("join" as const, "leave" as const), group: fc.constant(ops), who }),
  fc.record({ type: fc.constant("delegate" as const), delegation }),
  fc.record({ type: fc.constant("undelegate" as const), from: who, to: who }),
);

/** Something that will be taken, as far as there is anything: who and what is chosen when it is known what could be. */
interface Fitting {
  type: "fitting";
  decision: "approve" | "reject";
  pick: number;
}
const fitting: fc.Arbitrary<Fitting> = fc.record({
  type: fc.constant("fitting" as const),
  decision: fc.constantFrom("approve" as const, ...Array<"approve">(5).fill("approve"), "reject" as const),
  pick: fc.nat(99),
});

/** Something of what was held in the beginning is lost. */
interface Losing {
  type: "losing";
  pick: number;
}
const losing: fc.Arbitrary<Losing> = fc.record({ type: fc.constant("losing" as const), pick: fc.nat(99) });

const anything = fc.oneof(
  { weight: 12, arbitrary: fitting },
  { weight: 6, arbitrary: vote },
  { weight: 2, arbitrary: fc.oneof(...uses) },
  { weight: 1, arbitrary: losing },
  { weight: 2, arbitrary: turn },
  { weight: 2, arbitrary: fc.oneof(...others) },
);
const later = fc.constantFrom(0, 0, 0, 0, 0, 0, 0.5, 1, 3);
const acts = fc.array(fc.record({ what: anything, later }), { minLength: 6, maxLength: 24 });

/** Any request, whoever asks under whatever rules, and anything that may happen to it and to the people around it. */
export const plays: fc.Arbitrary<Play> = fc
  .record({
    rules,
    directory,
    project: fc.constant(shop),
    openedAt: fc.constant(at(0)),
    openedBy: who,
    startedBy: orNull(who),
    builders: fc.subarray(people, { maxLength: 2 }),
    wishes: acts,
  })
  .map(({ wishes, ...play }) => played(openable(play), wishes));

type Wishes = typeof acts extends fc.Arbitrary<infer T> ? T : never;

/** Chooses what was left open, one act after the other. */
function played(play: Omit<Play, "acts">, wishes: Wishes): Play {
  const does = modelOf(play);
  const done: Act[] = [];
  let hour = 0;
  for (const { what, later } of wishes) {
    hour += later;
    const now = at(hour);
    const act: Act = { at: now, ...chosen(play, what, () => does({ at: now, type: "expire" })) };
    does(act);
    done.push(act);
  }
  return { ...play, acts: done };
}

function chosen(play: Omit<Play, "acts">, what: Wishes[number]["what"], told: () => Told): Deed | Turn {
  if (what.type === "fitting") return fits(play, told(), what);
  return what.type === "losing" ? lost(play, what.pick) : what;
}

function lost({ directory: { held, groups, delegations } }: Pick<Play, "directory">, pick: number): Turn {
  const losses: Turn[] = [
    ...held.map((one): Turn => ({ type: "take", held: one })),
    ...groups.map((one): Turn => ({ type: "leave", ...one })),
    ...delegations.map(({ from, to }): Turn => ({ type: "undelegate", from, to })),
  ];
  const one = losses[pick % losses.length];
  if (!one) throw new Error("who asks holds a role");
  return one;
}

/** What would be taken of a request that stands so, or nearly so. */
function fits({ openedBy }: Pick<Play, "openedBy">, told: Told, { decision, pick }: Fitting): Deed {
  const who = people[pick % people.length] ?? openedBy;
  if (told.state === "new") return { type: "start", who: openedBy };
  if (told.use === "running") return { type: pick % 3 === 0 ? "fail" : "finish", use: told.uses.length - 1 };
  if (told.state !== "waiting")
    return {
      type: "use",
      who: pick % 4 === 0 ? who : openedBy,
      stale: pick % 9 === 0,
      healthy: pick % 11 !== 0,
      deploying: pick % 13 === 0,
    };
  const [voter, onBehalfOf, requirement] =
    told.deciders[pick % told.deciders.length]?.split(/ for |: /) ?? [];
  const vote = { type: "vote" as const, who: (voter ?? who) as MemberId, decision, comment: "Fine" };
  return pick % 10 === 0 ? vote : { ...vote, requirement, onBehalfOf: onBehalfOf as MemberId | undefined };
}

/** Who asks may, and a person is behind it: else it would not have been opened. */
function openable(play: Omit<Play, "acts">): Omit<Play, "acts"> {
  const { openedBy, startedBy, directory: before } = play;
  const behind: MemberId = startedBy ?? openedBy;
  const developer: Held = { who: openedBy, role: "rol_developer" as RoleId, where: null };
  const members = before.members.map((one) => ({
    ...one,
    service: one.service && one.id !== behind,
    disabled: one.disabled && one.id !== behind && one.id !== openedBy,
  }));
  const others = before.held.filter((one) => JSON.stringify(one) !== JSON.stringify(developer));
  return { ...play, directory: { ...before, members, held: [...others, developer] } };
}
