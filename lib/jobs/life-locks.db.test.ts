import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { openLifeLocks } from "./store-life-locks";
import { secondsLater } from "./testing/worker-process";

/** Whose jobs are given back: those of the dead, and of nobody who has only just begun. */
const database = useDatabase();
let locks: Awaited<ReturnType<typeof openLifeLocks>>;
beforeAll(async () => {
  locks = await openLifeLocks(database.pool);
});
afterAll(() => locks.close(database.db));

beforeEach(async () => {
  await database.owner.query(
    "select graphile_worker.add_job('effect', queue_name => 'webhook:1', job_key => 'one')",
  );
});

/** A worker takes the job, and its queue with it. */
async function take(holder: string): Promise<void> {
  for (const table of ["_private_jobs", "_private_job_queues"])
    await database.owner.query(`update graphile_worker.${table} set locked_by = $1, locked_at = now()`, [
      holder,
    ]);
}

async function holders(): Promise<(string | null)[]> {
  const { rows } = await database.owner.query<{ holder: string | null }>(
    "select locked_by as holder from graphile_worker._private_jobs union all select locked_by from graphile_worker._private_job_queues",
  );
  return rows.map(({ holder }) => holder);
}

test("a worker that has just begun may not hold its lock yet: what it took stays its own for some seconds", async () => {
  await take("beginner");
  await locks.release(database.db);
  expect(await holders()).toEqual(["beginner", "beginner"]);
  await secondsLater({ pool: database.owner });
  await locks.release(database.db);
  expect(await holders()).toEqual([null, null]);
});

test("a worker that lives keeps what it took, until it closes", async () => {
  const living = await openLifeLocks(database.pool);
  await Promise.all(["pool", "worker", "another"].map((id) => living.hold(id)));
  await take("worker");
  await secondsLater({ pool: database.owner });
  await locks.release(database.db);
  expect(await holders()).toEqual(["worker", "worker"]);
  await living.close(database.db);
  expect(await holders()).toEqual([null, null]);
});
