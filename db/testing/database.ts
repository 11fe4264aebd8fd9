import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { databaseOf, databasePool, poolOf } from "../client";
import { cloneDatabase, dropDatabase } from "./server";

/**
 * A throw-away copy of the migrated template, with the application's pool on it and one of the `owner`, who may do
 * anything. `drop` ends both and removes the database.
 */
async function testDatabase() {
  const connectionString = await cloneDatabase(inject("templateUrl"));
  const pool = poolOf(connectionString);
  const owner = new pg.Pool({ connectionString, max: 2 });
  owner.on("error", () => undefined);
  const drop = async () => {
    await Promise.all([pool.end(), owner.end()]);
    await dropDatabase(connectionString);
  };
  return { db: databaseOf(pool), pool, owner, connectionString, drop };
}

type TestDatabase = Awaited<ReturnType<typeof testDatabase>>;

/**
 * One database for a test file, also for code that asks `database()` or `env()`. Call it once, at the top of the file,
 * and read its fields inside tests.
 */
export function useDatabase(): TestDatabase {
  const handle = {} as TestDatabase;
  beforeAll(async () => {
    Object.assign(handle, await testDatabase());
    process.env.DATABASE_URL = handle.connectionString;
    process.env.NEXTAUTH_SECRET ??= "only-for-tests-0123456789-abcdefghijklmnop";
    process.env.NEXTAUTH_URL ??= "http://localhost:3000";
  });
  afterAll(async () => {
    if (!handle.connectionString) return;
    await databasePool().end();
    await handle.drop();
  });
  return handle;
}
