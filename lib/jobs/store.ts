import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { effect } from "@/db/schema";
import type { EffectId } from "@/lib/kernel/ids";

export type EffectRow = typeof effect.$inferSelect;

/**
 * Hands up to `limit` promised effects to the job runner, oldest first, and marks them: one statement, so that a crash
 * hands over all or none. The job's key is the effect's id: handed twice, it is still one job. Answers how many.
 */
export async function handOver(db: Queryable, limit: number): Promise<number> {
  const { rowCount } = await db.execute(sql`with due as (
      select id, kind from effect where handed_at is null order by created_at limit ${limit} for update skip locked
    ), handed as (
      select id, graphile_worker.add_job('effect', json_build_object('effectId', id), max_attempts => case kind when 'deployment.run' then 8 else 20 end, job_key => id) from due
    )
    update effect set handed_at = clock_timestamp() where id in (select id from handed)`);
  return rowCount ?? 0;
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

/** Ids that hold jobs now. Whose session lock is free, is dead. */
export async function listLockHolders(db: Queryable): Promise<string[]> {
  const { rows } = await db.execute<{ holder: string }>(sql`
    select locked_by as holder from graphile_worker._private_jobs where locked_by is not null and locked_at < clock_timestamp() - interval '5 seconds'
    union select locked_by from graphile_worker._private_job_queues where locked_by is not null`);
  return rows.map(({ holder }) => holder);
}

export async function releaseJobs(db: Queryable, holders: string[]): Promise<void> {
  await db.execute(sql`select graphile_worker.force_unlock_workers(${sql.param(holders)}::text[])`);
}
