import type { Queryable, Transaction } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { inScope } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import type { MemberId, OrganizationId } from "@/lib/kernel/ids";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { listAdministrators } from "@/lib/workflows/store-administrators";
import type { Command, Facts } from "./core/commands";
import { decide } from "./core/decide";
import { type Effect, effectsOf, type Others, tellsAdministrators } from "./core/effects";
import type { RequestEvent } from "./core/events";
import { evolve } from "./core/evolve";
import { isRequester, type RequestState } from "./core/request-state";
import { takesPart } from "./core/taking-part";
import { lockFreeRequests, lockRequest, type RequestRef } from "./store";
import type { Change } from "./store-change";
import { readTakingPart } from "./store-discussion";
import { type ReadAs, type ReadFacts, readFactsAs, readFactsOf } from "./store-facts";

/** Who acts: a caller from a doorway, or (null) the product itself: the clock, the worker, a changed base. */
export interface Acting {
  organizationId: OrganizationId;
  caller: Caller | null;
  /** Only tests bring their own; otherwise the time is the database's, read under the lock. */
  clock?: Clock | undefined;
}

/** A command of somebody's on a request. */
export interface Ask {
  acting: Acting;
  /** Answers a refusal where it need not be decided at all. Nothing is stored then. */
  make: (state: RequestState, now: Date, read: ReadFacts) => Command | Refusal;
  more?: ((state: RequestState) => Partial<Facts>) | undefined;
  /** Reads for the answer, which are sent together with the commit; told what the request has become. */
  alongside?: Alongside | undefined;
}

export type Alongside = (one: Queryable, state: RequestState) => Promise<unknown>;

/** The answer to one of them; with it perhaps events, since an overdue request expires *and* the command is refused. */
export interface Decided {
  refusal: Refusal | null;
  events: RequestEvent[];
  /** Null where there is no such request. */
  seen: { after: RequestState; read: ReadFacts; now: Date } | null;
}

/** One request's commands, decided. The caller stores `change`; null: there is no such request. */
export interface Turn {
  asks: readonly Ask[];
  decided: Decided[];
  change: Change | null;
}

/**
 * All of the write path but storing (engine.md): the lock, then facts and the time, then one command after the other, each
 * for the state that the ones before it leave.
 */
export async function decideUnderLock(
  tx: Transaction,
  ref: RequestRef,
  asks: readonly [Ask, ...Ask[]],
): Promise<Turn> {
  const { organizationId } = asks[0].acting;
  // Sent at once. The server begins with the second when the first has its lock: it sees what is true after the wait.
  const [, readAs] = await Promise.all([
    lockRequest(tx, organizationId, ref),
    readFactsAs(tx, organizationId, ref, actorsOf(asks)),
  ]);
  if (readAs) return decideInTurn(tx, readAs, asks);
  const decided = asks.map(() => ({ refusal: refusal("not_found"), events: [], seen: null }));
  return { asks, decided, change: null };
}

/**
 * The same for several requests of an organization, which are locked at once, without waiting. Undefined for those whose
 * rows somebody else holds, and for what does not exist.
 */
export async function decideUnderLocks(
  tx: Transaction,
  organizationId: OrganizationId,
  requests: readonly { number: number; asks: readonly Ask[] }[],
): Promise<(Turn | undefined)[]> {
  const numbers = requests.map(({ number }) => number);
  const actors = actorsOf(requests.flatMap(({ asks }) => asks));
  const [locked, readAs] = await Promise.all([
    lockFreeRequests(tx, organizationId, numbers),
    readFactsOf(tx, organizationId, numbers, actors),
  ]);
  const turns: (Turn | undefined)[] = [];
  for (const { number, asks } of requests) {
    const read = locked.has(number) ? readAs.get(number) : undefined;
    turns.push(read && (await decideInTurn(tx, read, asks)));
  }
  return turns;
}

function actorsOf(asks: readonly Ask[]): MemberId[] {
  return asks.flatMap(({ acting: { caller } }) => (caller ? [caller.member.id] : []));
}

async function decideInTurn(tx: Transaction, readAs: ReadAs, asks: readonly Ask[]): Promise<Turn> {
  const { state: before, chain, hasWebhooks } = readAs(null);
  const decided: Decided[] = [];
  const events: RequestEvent[] = [];
  const effects: Effect[] = [];
  let after = before;
  for (const ask of asks) {
    const one = await decideNext(tx, ask, after, readAs(ask.acting.caller?.member.id ?? null));
    effects.push(...one.effects.map((effect) => ({ ...effect, event: effect.event + events.length })));
    events.push(...one.events);
    decided.push(one);
    after = one.seen.after;
  }
  return { asks, decided, change: { before, after, events, effects, chain, hasWebhooks } };
}

async function decideNext(
  tx: Transaction,
  { acting: { caller, clock }, make, more }: Ask,
  state: RequestState,
  read: ReadFacts,
) {
  const now = clock?.() ?? read.now;
  const command = make(state, now, read);
  if (!("type" in command))
    return { refusal: command, events: [], effects: [], seen: { after: state, read, now } };
  const facts: Facts = { ...factsFor(caller, read, now), ...more?.(state) };
  const { events, refusal: why = null } = decide(state, command, facts, now);
  const after = events.reduce<RequestState>((one, event) => evolve(one, event), state);
  const effects = effectsOf(state, after, events, await othersFor(tx, after, events));
  return { refusal: why, events, effects, seen: { after, read, now } };
}

/** Each read only when one of these events tells them. */
export async function othersFor(
  tx: Transaction,
  after: RequestState,
  events: RequestEvent[],
): Promise<Others> {
  const { organizationId, id } = after;
  const toAdministrators = events.some((event) => tellsAdministrators(after, event));
  const isComment = events.some(({ type }) => type === "comment.added");
  return {
    administrators: toAdministrators ? await listAdministrators(tx, organizationId) : [],
    ...(isComment ? await readTakingPart(tx, organizationId, id) : {}),
  };
}

function factsFor(caller: Caller | null, read: ReadFacts, now: Date): Facts {
  const may = (permission: Parameters<ReadFacts["may"]>[0]) =>
    caller === null || (inScope(caller, permission) && read.may(permission));
  return {
    roster: read.roster,
    may: {
      create: may("request.create"),
      execute: may("promotion.execute"),
      cancel: may("request.cancel"),
      override: may("request.override"),
      see: caller === null || maySee(caller.member.id, read, now),
    },
    requesterLost: read.requesterLost,
    remindedAt: read.remindedAt,
    gate: "gated",
    openRequest: null,
    sourceHealthy: true,
    deploymentRunning: false,
  };
}

/** Rule 15: readers of its project, requesters, and whoever was or is an approver. For everyone else it does not exist. */
function maySee(memberId: MemberId, read: ReadFacts, now: Date): boolean {
  if (!read.enabled) return false;
  return (
    read.may("request.read") ||
    isRequester(read.state, memberId) ||
    read.participant ||
    takesPart(read.state, memberId, read.roster, now)
  );
}
