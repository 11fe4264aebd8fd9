import type { Database, Transaction } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import type { Caller } from "@/lib/directory/caller";
import { inScope } from "@/lib/directory/caller";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { Clock } from "@/lib/kernel/clock";
import type { EventId, MemberId, OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
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
import {
  type Change,
  type ChangeStatement,
  changeStatement,
  lockRequest,
  newChain,
  type RequestRef,
  storeChange,
} from "./store";
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
  const outcome = await inTransaction(db, async (tx, sendLast) => {
    const decided = await decideIn(tx, acting, ref, make);
    const writing = decided.change && changeStatement(decided.change);
    if (writing) sendLast(() => storeChange(tx, writing));
    return outcomeOf(decided, writing);
  });
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
  const decided = await decideIn(tx, acting, ref, make, more);
  const writing = decided.change && changeStatement(decided.change);
  if (writing) await storeChange(tx, writing);
  return outcomeOf(decided, writing);
}

interface Decided {
  refusal: Refusal | null;
  /** Null where there is no such request. */
  change: Change | null;
}

function outcomeOf({ refusal: why, change }: Decided, writing: ChangeStatement | null): Outcome {
  if (!change || (why && !writing)) return { refusal: why, executed: null };
  const { after: state, events } = change;
  return { refusal: why, executed: { state, events, eventIds: writing?.eventIds ?? [] } };
}

/** All of it but storing: what a command changes now, under the lock. */
export async function decideIn(
  tx: Transaction,
  acting: Acting,
  ref: RequestRef,
  make: MakeCommand,
  more?: MoreFacts,
): Promise<Decided> {
  const { organizationId, caller } = acting;
  // Sent at once. The server begins with the second when the first has its lock: it sees what is true after the wait.
  const [, read] = await Promise.all([
    lockRequest(tx, organizationId, ref),
    readFacts(tx, organizationId, ref, caller?.member.id ?? null),
  ]);
  if (!read) return { refusal: refusal("not_found"), change: null };
  const now = acting.clock?.() ?? read.now;
  const command = make(read.state, now);
  const facts: Facts = { ...factsFor(caller, read, now), ...more?.(read.state) };
  const { events, refusal: why = null } = decide(read.state, command, facts, now);
  const after = events.reduce<RequestState>((state, event) => evolve(state, event), read.state);
  const { chain, hasWebhooks } = read;
  const effects = effectsOf(read.state, after, events, await othersFor(tx, after, events));
  return { refusal: why, change: { before: read.state, after, events, effects, chain, hasWebhooks } };
}

/** Stores a request that `decide` has just let be opened. The caller has locked what its key stands for. */
export async function storeOpened(tx: Transaction, events: RequestEvent[]): Promise<Executed> {
  const after = events.reduce<RequestState | null>((state, event) => evolve(state, event), null);
  invariant(after, "opening a request has events");
  const writing = changeStatement({
    before: null,
    after,
    events,
    effects: effectsOf(null, after, events, await othersFor(tx, after, events)),
    chain: newChain,
    hasWebhooks: true,
  });
  invariant(writing, "opening a request has events");
  await storeChange(tx, writing);
  return { state: after, events, eventIds: writing.eventIds };
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
