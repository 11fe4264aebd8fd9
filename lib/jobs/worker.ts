import { EventEmitter } from "node:events";
import { Logger, run, type WorkerEvents } from "graphile-worker";
import { databaseOf, poolOf } from "@/db/client";
import { closeOverdue } from "@/lib/approvals/close-overdue";
import { makeRoots } from "@/lib/audit/make-roots";
import { endDelegations } from "@/lib/directory/end-delegations";
import { forgetAnswers } from "@/lib/idempotency/store";
import type { EffectId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { log } from "@/lib/log";
import { startDrainer } from "./drain";
import { openLifeLocks } from "./store-life-locks";
import { doEffect } from "./tasks";

const concurrency = 4;
/** How often dead workers' jobs are given back and what the clock asks for is done, in milliseconds. */
const sweepEvery = 20_000;

const logger = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning")
    log(level === "error" ? "error" : "warn", "worker", { message });
});

/**
 * Does the jobs: drains effects, runs them, sweeps. Several may run at once, in the server and beside it. `stop` lets
 * what runs be finished for a moment, then aborts it: an aborted job is given back and done again.
 */
export async function startWorker({
  connectionString,
}: {
  connectionString: string;
}): Promise<{ stop(): Promise<void> }> {
  const pool = poolOf(connectionString, concurrency + 4);
  const db = databaseOf(pool);
  const locks = await openLifeLocks(pool);
  await locks.release(db);
  const aborter = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  const holding: Promise<void>[] = [];
  events.on("worker:create", ({ worker }) => holding.push(locks.hold(worker.workerId)));
  events.on("pool:create", ({ workerPool }) => holding.push(locks.hold(workerPool.id)));
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2000,
    logger,
    events,
    taskList: {
      effect: async (payload, { job }) => {
        const { effectId } = payload as { effectId?: string };
        invariant(typeof effectId === "string", "an effect's job carries its id");
        const isLastAttempt = job.attempts >= job.max_attempts;
        await doEffect(db, effectId as EffectId, aborter.signal, isLastAttempt);
      },
    },
  });
  await Promise.all(holding);
  const drainer = startDrainer(db);
  const sweep = setInterval(() => {
    const chores = [
      locks.release(db),
      closeOverdue(db),
      endDelegations(db),
      forgetAnswers(db),
      makeRoots(db),
    ];
    Promise.all(chores).catch((error) => log("error", "sweep failed", {}, error));
  }, sweepEvery);

  const stop = async () => {
    clearInterval(sweep);
    const patience = setTimeout(() => aborter.abort(), 2500);
    // The runner first: while the drainer ends its batch, nothing more is begun.
    const stopped = runner.stop().catch((error) => log("warn", "worker stopped late", {}, error));
    await drainer.stop();
    await stopped;
    clearTimeout(patience);
    await locks.close(db).catch((error) => log("warn", "worker stopped without giving back", {}, error));
    await pool.end();
  };
  return { stop };
}
