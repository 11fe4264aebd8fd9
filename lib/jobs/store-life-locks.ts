import type pg from "pg";
import type { Database } from "@/db/client";
import { listLockHolders, releaseJobs } from "./store";

/** Advisory locks of ours share a number space with the migrations' lock; this half names ours. */
const space = 7_268_004;

/**
 * graphile-worker frees a dead worker's jobs only after four hours. Each of ours therefore holds a session lock, which
 * PostgreSQL frees the moment its connection is gone: who holds jobs but no lock is dead (engine.md, Effects).
 */
export async function openLifeLocks(pool: pg.Pool) {
  const held = new Set<string>();
  let client = await connect();

  async function connect() {
    const fresh = await pool.connect();
    fresh.on("error", () => lost.add(fresh));
    return fresh;
  }
  let last: Promise<void> = Promise.resolve();
  /** One after the other: workers are made at the same moment, and a connection does one statement at a time. */
  function lock(workerId: string): Promise<void> {
    const taken = last.then(async () => {
      await client.query("select pg_advisory_lock($1, hashtext($2))", [space, workerId]);
    });
    last = taken.catch(() => undefined);
    return taken;
  }
  /** The connection was lost and the locks with it: what others took over meanwhile is harmless to do twice. */
  async function mend() {
    if (!lost.has(client)) return;
    client.release(true);
    client = await connect();
    for (const workerId of held) await lock(workerId);
  }
  return {
    async hold(workerId: string): Promise<void> {
      held.add(workerId);
      await lock(workerId);
    },
    /** Gives the jobs of dead workers back. */
    async release(db: Database): Promise<void> {
      await mend();
      const dead: string[] = [];
      for (const holder of await listLockHolders(db))
        if (!held.has(holder) && (await isFree(client, holder))) dead.push(holder);
      if (dead.length > 0) await releaseJobs(db, dead);
    },
    /**
     * For a runner that has stopped. It does not wait until what it broke off is written down as given back, so this
     * gives it back; what was done and not put away is found done by whoever takes it.
     */
    async close(db: Database): Promise<void> {
      await releaseJobs(db, [...held]);
      client.release(true);
    },
  };
}

const lost = new WeakSet<pg.PoolClient>();

/** Taking the lock is the only sure test. It is given back at once; a holder that starts meanwhile waits for that moment. */
async function isFree(client: pg.PoolClient, holder: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    "select pg_try_advisory_lock($1, hashtext($2)) as free",
    [space, holder],
  );
  if (!rows[0]?.free) return false;
  await client.query("select pg_advisory_unlock($1, hashtext($2))", [space, holder]);
  return true;
}
