import type { Command, Facts } from "@/lib/approvals/core/commands";
import { lapsedSince, overdueSince } from "@/lib/approvals/core/deadlines";
import { decide } from "@/lib/approvals/core/decide";
import { type Roster, whoCanDecide } from "@/lib/approvals/core/eligibility";
import type { RequestEvent } from "@/lib/approvals/core/events";
import { evolve } from "@/lib/approvals/core/evolve";
import type { RequestState } from "@/lib/approvals/core/request-state";
import { stateAt } from "@/lib/approvals/core/state-at";
import { isOpen } from "@/lib/approvals/core/vocabulary";
import { at, type Cast, rosterOf } from "./cast";
import { assertDecidersAgree } from "./deciders";
import { assertChange, assertState, must } from "./invariants";
import { keyOf, type Place } from "./place-key";
import { asSystem, type Possible, possibleIn } from "./possible";
import { commands, type Given, given } from "./story";

/** A small world to walk through: rules, who is who (and may become), and the hours at which something is done. */
export interface World extends Omit<Given, "cast"> {
  name: string;
  /** The first is how it begins; at any moment it may turn into any other. */
  casts: [Cast, ...Cast[]];
  /** The clock ticks through these, from the first. */
  hours: [number, ...number[]];
}

export interface Explored {
  /** Distinct ones: what can still matter of a request, together with the clock and the cast where these can matter. */
  states: number;
  commands: number;
  /** False when `most` states were not all. */
  complete: boolean;
  /** Refusals, and `state use` of the requests. */
  reached: Set<string>;
}

/**
 * Does everything that anybody could do, in every order, until nothing is new or `most` states were seen, and holds each
 * state and each change against everything that must always hold.
 */
export function explore(world: World, most: number): Explored {
  const { name: _, casts, hours, ...start } = world;
  const rosters = casts.map(rosterOf);
  const instants = hours.map((hour) => at(hour));
  const { state: first } = given({ ...start, cast: casts[0] });
  const possible = possibleIn(first, rosters, instants);
  const seen = new Set<number>();
  const explored: Explored = { states: 0, commands: 0, complete: true, reached: new Set() };
  let level: Place[] = [];
  const arrive = (place: Place) => {
    const key = keyOf(place);
    if (seen.has(key)) return false;
    if (seen.size >= most) {
      explored.complete = false;
      return false;
    }
    seen.add(key);
    assertState(place.state);
    explored.reached.add(`${place.state.state} ${place.state.use}`);
    level.push(place);
    return true;
  };
  arrive({ state: first, hour: 0, cast: 0 });
  while (level.length > 0) {
    const places = level;
    level = [];
    for (const place of places) {
      if (place.hour + 1 < hours.length) arrive({ ...place, hour: place.hour + 1 });
      for (const cast of casts.keys()) arrive({ ...place, cast });
      const roster = rosters[place.cast];
      const now = instants[place.hour];
      if (!roster || !now) throw new Error("invariant: a place is in one of the casts, at one of the hours");
      // Every pair of people is tried now and then; those who ever hold a capacity, in every state.
      if (explored.states % 100 === 0) assertDecidersAgree(place.state, roster, now);
      explored.states += 1;
      for (const { after, happened } of afterEverything(place.state, possible, roster, now, explored))
        if (arrive({ ...place, state: after })) assertStored(place.state, after, happened);
    }
  }
  return explored;
}

/** Events that leave the request as it is. */
const onlyTold: RequestEvent["type"][] = ["comment.added", "request.reminded", "approval.execution_refused"];

/** What each possible command leads to; what is refused without a trace leads nowhere. */
function* afterEverything(
  before: RequestState,
  possible: (state: RequestState) => Possible[],
  roster: Roster,
  now: Date,
  explored: Explored,
): Generator<{ after: RequestState; happened: RequestEvent[] }> {
  const named = whoCanDecide(stateAt(before, now), roster, now);
  const swept = overdueSince(before, now) || lapsedSince(before, now) ? sweep(before, roster, now) : null;
  for (const { command, facts } of possible(before)) {
    const all = { ...facts, roster };
    const { events: happened, refusal } = decide(before, command, all, now);
    explored.commands += 1;
    if (refusal) explored.reached.add(refusal.code);
    if (command.type === "vote") assertNamed(before, command, named, refusal?.code ?? "ok");
    const after = happened.reduce<RequestState>((state, event) => evolve(state, event), before);
    if (swept) assertSwept(swept, after, command, all, now, refusal?.code);
    if (after === before) {
      must(
        happened.every(({ type }) => onlyTold.includes(type)),
        "what happens changes something",
        before,
      );
      continue;
    }
    must(refusal === undefined || swept !== null, "what is refused changes nothing", after);
    // An expiry or a lapse that is written first is a change of its own.
    if (swept === null) assertChange({ before, after, happened, roster });
    yield { after, happened };
  }
}

/** The fold of what is stored, JSON that it is, is the same request. */
function assertStored(before: RequestState, after: RequestState, happened: RequestEvent[]): void {
  const read = happened.reduce<RequestState>(
    (state, event) => evolve(state, { ...JSON.parse(JSON.stringify(event)), at: event.at }),
    before,
  );
  assertSame(read, after, "the fold of the stored events is the state");
}

function assertSame(one: RequestState, other: RequestState, what: string): void {
  // What did not change is the very same: nothing has to be written out to be compared.
  for (const field of Object.keys(other) as (keyof RequestState)[])
    if (one[field] !== other[field])
      must(JSON.stringify(one[field]) === JSON.stringify(other[field]), what, other);
}

/** The people whom `whoCanDecide` names are exactly those whose vote is taken, in those capacities. */
function assertNamed(
  state: RequestState,
  { memberId, requirement, onBehalfOf, decision }: Extract<Command, { type: "vote" }>,
  named: ReturnType<typeof whoCanDecide>,
  answer: string,
): void {
  const usable = (named.get(memberId) ?? []).filter(
    (one) =>
      (requirement === undefined || one.requirement === requirement) &&
      (onBehalfOf === undefined || one.principalId === onBehalfOf),
  );
  const direct = onBehalfOf === undefined ? usable.filter((one) => one.direct) : [];
  const meant = direct.length > 0 ? direct : usable;
  const expected = ["refused", "ok"][meant.length] ?? "capacity_ambiguous";
  const refused = answer === "ok" || answer === "capacity_ambiguous" ? answer : "refused";
  must(expected === refused, `${decision} of ${memberId} should be ${expected}, is ${answer}`, state);
}

/** What the clock has decided, written down by itself: every read shows it so already (rule 5). */
function sweep(state: RequestState, roster: Roster, now: Date): RequestState {
  const command = isOpen(state.state) ? commands.expire() : commands.lapse();
  const { events: happened } = decide(state, command, { ...asSystem, roster }, now);
  const after = happened.reduce<RequestState>((folded, event) => evolve(folded, event), state);
  assertChange({ before: state, after, happened, roster });
  const shown = stateAt(state, now);
  must(
    after.state === shown.state && after.use === shown.use && after.openStep === shown.openStep,
    "a read shows what the clock has decided",
    after,
  );
  return after;
}

/** Whether or not a sweeper has run, a command is answered alike and leads to the same. */
function assertSwept(
  swept: RequestState,
  after: RequestState,
  command: Command,
  facts: Facts,
  now: Date,
  answer: string | undefined,
): void {
  const { events, refusal } = decide(swept, command, facts, now);
  const expected = events.reduce<RequestState>((folded, event) => evolve(folded, event), swept);
  must(refusal?.code === answer, `answered ${answer}, and ${refusal?.code} once swept`, after);
  assertSame(expected, after, "sweeping first changes nothing");
}
