import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { databaseOf } from "../client";
import { cloneDatabase, dropDatabase } from "./server";

/** A throw-away copy of the migrated template, with a pool on it. `drop` ends the pool and removes the database. */
export async function testDatabase() {
  const connectionString = await cloneDatabase(inject("templateUrl"));
  const pool = new pg.Pool({ connectionString, max: 8 });
  // A forced drop ends idle connections; without a listener that would be an uncaught error.
  pool.on("error", () => undefined);
  const drop = async () => {
    await pool.end();
    await dropDatabase(connectionString);
  };
  return { db: databaseOf(pool), pool, connectionString, drop };
}

type TestDatabase = Awaited<ReturnType<typeof testDatabase>>;

/**
 * One database for the tests of a file, also as `DATABASE_URL` for code that asks `env()`. Call it at the top of the
 * file (or of a `describe`); read its fields inside tests.
 */
export function useDatabase(): TestDatabase {
  const handle = {} as TestDatabase;
  beforeAll(async () => {
    Object.assign(handle, await testDatabase());
    process.env.DATABASE_URL = handle.connectionString;
  });
  afterAll(() => handle.drop?.());
  return handle;
}
