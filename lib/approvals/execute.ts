import type { Database, Queryable, Transaction } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { EventId } from "@/lib/kernel/ids";
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
  othersFor,
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
  const outcomes = await inTransaction(db, async (tx, sendLast) => {
    const { decided, change } = await decideUnderLock(tx, ref, asks);
    const writing = change && changeStatement(change);
    if (writing)
      sendLast(
        () => storeChange(tx, writing),
        (one) => Promise.all(asks.map(({ alongside }, index) => besides(one, alongside, decided[index]))),
      );
    return outcomesOf(decided, writing);
  });
  if (outcomes.some(({ executed }) => executed)) wakeDrainer();
  return outcomes.map(({ refusal: why, executed }) =>
    why || !executed ? refused(why ?? refusal("not_found")) : ok(executed),
  );
}

async function besides(one: Queryable, alongside: Alongside | undefined, decided: Decided | undefined) {
  if (alongside && decided?.seen && !decided.refusal) await alongside(one, decided.seen.after);
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
