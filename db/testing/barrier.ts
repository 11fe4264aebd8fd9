import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";

/**
 * Holds a row's lock on a connection of its own, lets others run into it, and lets go when `waiting` of them wait: then
 * all have passed what they do before the lock, and meet at it. Throws when they do not come to wait. Answers what `start` began.
 */
export async function meetAtLock<T extends unknown[]>(
  pool: pg.Pool,
  row: {
    table: "approval_request" | "approval_profile_version" | "component_environment" | "organization";
    where: string;
    values: unknown[];
  },
  waiting: number,
  start: () => { [K in keyof T]: Promise<T[K]> },
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<T> {
  const holder = await pool.connect();
  let begun: { [K in keyof T]: Promise<T[K]> } | undefined;
  try {
    await holder.query("begin");
    await holder.query(`select 1 from ${row.table} where ${row.where} for update`, row.values);
    begun = start();
    await untilWaiting(pool, waiting);
    await meanwhile();
  } finally {
    await holder.query("commit");
    holder.release();
    // Whatever went wrong, nobody is left behind; the failure itself is the caller's to see.
    if (begun) await Promise.allSettled(begun);
  }
  return Promise.all(begun) as Promise<T>;
}

/** Asks the database itself, over and over, until so many of its connections wait for a lock. */
export async function untilWaiting(pool: pg.Pool, count: number): Promise<void> {
  const giveUp = Date.now() + 5000;
  while (Date.now() < giveUp) {
    if ((await waitingAtLocks(pool)) >= count) return;
    // Those who are on their way there need the processor more than the question does.
    await wait(1);
  }
  throw new Error(`${count} should wait for the lock by now, and do not`);
}

/** How many connections wait for a lock. Asks `pg_locks`: what others wait for is shown there to the application too. */
export async function waitingAtLocks(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ waiting: number }>(
    "select count(distinct pid)::int as waiting from pg_locks join pg_stat_activity using (pid) where datname = current_database() and not granted",
  );
  return rows[0]?.waiting ?? 0;
}
