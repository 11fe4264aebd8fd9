import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { effect } from "@/db/schema";
import type { EffectId } from "@/lib/kernel/ids";

export type EffectRow = typeof effect.$inferSelect;

/**
 * An effect's job. Its key is the effect's id: handed over twice, it is still one job. Messages to one webhook are sent
 * one after the other, in their order, after everything else that waits: a receiver that hangs holds up nobody but itself.
 */
function addJob(runAt: SQL): SQL {
  return sql`graphile_worker.add_job('effect', json_build_object('effectId', id), run_at => ${runAt}, job_key => id,
    max_attempts => case when kind in ('deployment.run', 'approval.execute') then 8 else 20 end,
    queue_name => case kind when 'webhook.deliver' then 'webhook:' || recipient end,
    priority => case kind when 'webhook.deliver' then 10 else 0 end)`;
}

/**
 * Hands up to `limit` promised effects to the job runner, oldest first, and marks them: one statement, so that a crash
 * hands over all or none. Answers how many.
 */
export async function handOver(db: Queryable, limit: number): Promise<number> {
  const { rowCount } = await db.execute(sql`with due as (
      select id, kind, recipient from effect where handed_at is null order by created_at, id limit ${limit} for update skip locked
    ), handed as (
      select id, ${addJob(sql`clock_timestamp()`)} from due
    )
    update effect set handed_at = clock_timestamp() where id in (select id from handed)`);
  return rowCount ?? 0;
}

/** Has an effect's job run again later, also while it runs. */
export async function askAgain(db: Queryable, id: EffectId, at: Date): Promise<void> {
  const later = sql`${at.toISOString()}::timestamptz`;
  await db.execute(sql`select ${addJob(later)} from effect where id = ${id}`);
}

export async function findEffect(db: Queryable, id: EffectId): Promise<EffectRow | undefined> {
  const [row] = await db.select().from(effect).where(eq(effect.id, id));
  return row;
}

/** Writes down that an effect happened, or (with a reason) that it never will. Once: the first mark stays. */
export async function markEffect(db: Queryable, id: EffectId, abandoned: string | null): Promise<void> {
  await db
    .update(effect)
    .set({ doneAt: sql`clock_timestamp()`, abandoned })
    .where(and(eq(effect.id, id), isNull(effect.doneAt)));
}

/**
 * Takes an effect on in the transaction that does it: true for one of however many try, and only when that commits. For
 * what must be done exactly once and leaves no key at its receiver.
 */
export async function claimEffect(tx: Transaction, id: EffectId): Promise<boolean> {
  const claimed = await tx
    .update(effect)
    .set({ doneAt: sql`clock_timestamp()` })
    .where(and(eq(effect.id, id), isNull(effect.doneAt)))
    .returning({ id: effect.id });
  return claimed.length === 1;
}

/**
 * Ids that hold jobs or queues now, and have for some seconds: one that has just started may not hold its session lock
 * yet. Of the others, whose session lock is free, is dead.
 */
export async function listLockHolders(db: Queryable): Promise<string[]> {
  const since = sql`locked_by is not null and locked_at < clock_timestamp() - interval '5 seconds'`;
  const { rows } = await db.execute<{ holder: string }>(sql`
    select locked_by as holder from graphile_worker._private_jobs where ${since}
    union select locked_by from graphile_worker._private_job_queues where ${since}`);
  return rows.map(({ holder }) => holder);
}

export async function releaseJobs(db: Queryable, holders: string[]): Promise<void> {
  await db.execute(sql`select graphile_worker.force_unlock_workers(${sql.param(holders)}::text[])`);
}
