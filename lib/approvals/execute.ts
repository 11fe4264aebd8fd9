import type { Database, Queryable, Transaction } from "@/db/client";
import { inTransaction, isRefusedByServer } from "@/db/transaction";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { EventId, OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { effectsOf } from "./core/effects";
import type { RequestEvent } from "./core/events";
import { evolve } from "./core/evolve";
import type { RequestState } from "./core/request-state";
import {
  type Acting,
  type Alongside,
  type Ask,
  type Decided,
  decideUnderLock,
  decideUnderLocks,
  othersFor,
  type Turn,
} from "./decide-under-lock";
import type { RequestRef } from "./store";
import { type ChangeStatement, changeStatement, newChain, storeChange } from "./store-change";
import type { ReadFacts } from "./store-facts";

export interface Executed {
  state: RequestState;
  events: RequestEvent[];
  eventIds: EventId[];
  /** What was true under the lock: who answers what became of it need not read it again. */
  read: ReadFacts;
  now: Date;
}

/** What was stored, and the answer. Both: an overdue request expires *and* the command is refused. */
export interface Outcome {
  refusal: Refusal | null;
  executed: Executed | null;
}

/** A command on a request, as one transaction of its own. Refused for what is true once the lock was granted. */
export async function execute(
  db: Database,
  acting: Acting,
  ref: RequestRef,
  make: Ask["make"],
  alongside?: Alongside,
): Promise<Result<Executed>> {
  const [done] = await executeAll(db, ref, [{ acting, make, alongside }]);
  invariant(done, "every command has its answer");
  return done;
}

/** Commands on one request, one after the other in one transaction: stored together, or none of them. */
export async function executeAll(
  db: Database,
  ref: RequestRef,
  asks: readonly [Ask, ...Ask[]],
): Promise<Result<Executed>[]> {
  const [results] = await inOneTransaction(db, async (tx) => [await decideUnderLock(tx, ref, asks)]);
  invariant(results, "every request has its answers");
  return results;
}

/**
 * Commands on several requests of an organization in one transaction: what each of them costs the database is mostly what a
 * transaction costs. Undefined for requests that have to be executed by themselves: somebody else holds their rows, and nobody
 * here waits for them; or one of the statements failed, and with it all of them. Throws where something may be stored.
 */
export async function executeSeveral(
  db: Database,
  organizationId: OrganizationId,
  requests: readonly { number: number; asks: readonly Ask[] }[],
): Promise<(Result<Executed>[] | undefined)[]> {
  const fate = { mayBeStored: false };
  try {
    return await inOneTransaction(db, (tx) => decideUnderLocks(tx, organizationId, requests), fate);
  } catch (error) {
    if (fate.mayBeStored || requests.length === 1) throw error;
    return requests.map(() => undefined);
  }
}

/** Stores what is decided for each request, and answers everybody. What is undefined stays so. */
async function inOneTransaction(
  db: Database,
  decide: (tx: Transaction) => Promise<(Turn | undefined)[]>,
  fate = { mayBeStored: false },
): Promise<(Result<Executed>[] | undefined)[]> {
  const outcomes = await inTransaction(db, async (tx, sendLast) => {
    const turns = await decide(tx);
    const writings = turns.map((turn) => turn?.change && changeStatement(turn.change));
    const store = async () => {
      fate.mayBeStored = true;
      const sent = writings.map((writing) => writing && storeChange(tx, writing));
      await Promise.all(sent).catch((error) => {
        // What the server has refused makes the commit that follows a rollback.
        if (isRefusedByServer(error)) fate.mayBeStored = false;
        throw error;
      });
    };
    if (writings.some((writing) => writing))
      sendLast(store, (one) => Promise.all(turns.map((turn) => turn && besides(one, turn))));
    return turns.map((turn, index) => turn && outcomesOf(turn.decided, writings[index] ?? null));
  });
  if (outcomes.some((those) => those?.some(({ executed }) => executed))) wakeDrainer();
  return outcomes.map((those) => those?.map(resultOf));
}

function resultOf({ refusal: why, executed }: Outcome): Result<Executed> {
  return why || !executed ? refused(why ?? refusal("not_found")) : ok(executed);
}

/** Never fails: whoever hands such a read over waits for it, too. */
async function besides(one: Queryable, { asks, decided }: Turn): Promise<void> {
  const reads = asks.map(async ({ alongside }, index) => {
    const { seen = null, refusal: why = null } = decided[index] ?? {};
    if (alongside && seen && !why) await alongside(one, seen.after);
  });
  await Promise.allSettled(reads);
}

/**
 * The one write path (engine.md): lock, then facts and the time, then decide, then one statement that stores. The
 * caller commits: also when there is a refusal, since an expiry may have been stored with it.
 */
export async function executeIn(
  tx: Transaction,
  acting: Acting,
  ref: RequestRef,
  make: Ask["make"],
  more?: Ask["more"],
): Promise<Outcome> {
  const { decided, change } = await decideUnderLock(tx, ref, [{ acting, make, more }]);
  const writing = change && changeStatement(change);
  if (writing) await storeChange(tx, writing);
  const [outcome] = outcomesOf(decided, writing);
  invariant(outcome, "every command has its answer");
  return outcome;
}

function outcomesOf(decided: readonly Decided[], writing: ChangeStatement | null): Outcome[] {
  let stored = 0;
  return decided.map(({ refusal: why, events, seen }) => {
    if (!seen || (why && events.length === 0)) return { refusal: why, executed: null };
    const eventIds = writing?.eventIds.slice(stored, stored + events.length) ?? [];
    stored += events.length;
    const { after: state, read, now } = seen;
    return { refusal: why, executed: { state, events, eventIds, read, now } };
  });
}

/** Stores a request that `decide` has just let be opened. The caller has locked what its key stands for. */
export async function storeOpened(tx: Transaction, events: RequestEvent[]): Promise<RequestState> {
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
  return after;
}
