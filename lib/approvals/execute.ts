import type { Database, Transaction } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { inScope } from "@/lib/directory/caller";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { Clock } from "@/lib/kernel/clock";
import type { EventId, MemberId, OrganizationId } from "@/lib/kernel/ids";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { listAdministrators } from "@/lib/workflows/store-administrators";
import type { Command, Facts } from "./core/commands";
import { decide } from "./core/decide";
import { effectsOf, type Others, tellsAdministrators } from "./core/effects";
import type { RequestEvent } from "./core/events";
import { evolve } from "./core/evolve";
import { isRequester, type RequestState } from "./core/request-state";
import { takesPart } from "./core/taking-part";
import { lockRequest, newChain, type RequestRef, storeChange } from "./store";
import { readTakingPart } from "./store-discussion";
import { type ReadFacts, readFacts } from "./store-facts";

/** Who acts: a caller from a doorway, or (null) the product itself: the clock, the worker, a changed base. */
export interface Acting {
  organizationId: OrganizationId;
  caller: Caller | null;
  /** Only tests bring their own; otherwise the time is the database's, read under the lock. */
  clock?: Clock | undefined;
}

export interface Executed {
  state: RequestState;
  events: RequestEvent[];
  eventIds: EventId[];
}

/** What was stored, and the answer. Both: an overdue request expires *and* the command is refused. */
export interface Outcome {
  refusal: Refusal | null;
  executed: Executed | null;
}

type MakeCommand = (state: RequestState, now: Date) => Command;
type MoreFacts = (state: RequestState) => Partial<Facts>;

/** A command on a request, as one transaction of its own. Refused for what is true once the lock was granted. */
export async function execute(
  db: Database,
  acting: Acting,
  ref: RequestRef,
  make: MakeCommand,
): Promise<Result<Executed>> {
  const outcome = await db.transaction((tx) => executeIn(tx, acting, ref, make));
  if (outcome.executed) wakeDrainer();
  if (outcome.refusal) return refused(outcome.refusal);
  return outcome.executed ? ok(outcome.executed) : refused(refusal("not_found"));
}

/**
 * The one write path (engine.md): lock, then facts and the time, then decide, then one statement that stores. The
 * caller commits: also when there is a refusal, since an expiry may have been stored with it.
 */
export async function executeIn(
  tx: Transaction,
  acting: Acting,
  ref: RequestRef,
  make: MakeCommand,
  more?: MoreFacts,
): Promise<Outcome> {
  const row = await lockRequest(tx, acting.organizationId, ref);
  if (!row) return { refusal: refusal("not_found"), executed: null };
  const read = await readFacts(tx, row, acting.caller?.member.id ?? null);
  const now = acting.clock?.() ?? read.now;
  const command = make(read.state, now);
  const facts: Facts = { ...factsFor(acting.caller, read, now), ...more?.(read.state) };
  const { events, refusal: why } = decide(read.state, command, facts, now);
  const after = events.reduce<RequestState>((state, event) => evolve(state, event), read.state);
  const chain = { sequence: row.lastSequence, hash: row.lastHash };
  const { hasWebhooks } = read;
  const effects = effectsOf(read.state, after, events, await othersFor(tx, after, events));
  const eventIds =
    events.length > 0
      ? await storeChange(tx, { before: read.state, after, events, effects, chain, hasWebhooks })
      : [];
  return {
    refusal: why ?? null,
    executed: events.length > 0 || !why ? { state: after, events, eventIds } : null,
  };
}

/** Stores a request that `decide` has just let be opened. The caller has locked what its key stands for. */
export async function storeOpened(tx: Transaction, events: RequestEvent[]): Promise<Executed> {
  const after = events.reduce<RequestState | null>((state, event) => evolve(state, event), null);
  if (!after) throw new Error("invariant: opening a request has events");
  const eventIds = await storeChange(tx, {
    before: null,
    after,
    events,
    effects: effectsOf(null, after, events, await othersFor(tx, after, events)),
    chain: newChain,
    hasWebhooks: true,
  });
  return { state: after, events, eventIds };
}

/** Each read only when one of these events tells them. */
async function othersFor(tx: Transaction, after: RequestState, events: RequestEvent[]): Promise<Others> {
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
