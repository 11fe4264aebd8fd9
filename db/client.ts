import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { env } from "../lib/env";
import { becomeApplication } from "./access";
import * as schema from "./schema";

export type Database = NodePgDatabase<typeof schema>;
/** Inside a transaction: what verbs hand to store functions, so that their statements are of one commit. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** Whatever can run a statement: reads take this, so that they serve inside a transaction and outside. */
export type Queryable = Database | Transaction;

export function databaseOf(pool: pg.Pool): Database {
  return drizzle(pool, { schema });
}

/**
 * The application's pool: its connections work under a role that may not change the record (access.ts), one statement
 * per connection, and never wait for a lock for ever.
 */
export function poolOf(connectionString: string, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    // Statements that need not wait for each other's answers are sent without waiting (transaction.ts).
    pipeline: true,
    application_name: "countersign",
    options: "-c lock_timeout=15000 -c statement_timeout=30000 -c TimeZone=UTC",
    onConnect: (client) => client.query(becomeApplication),
  });
  // A connection that the server closed while idle is not a defect: the pool opens another.
  pool.on("error", () => undefined);
  // Nor is one that it closed in the middle of a transaction an end of the process, which it would be with nobody
  // listening: the statement that was on its way, or is sent next, fails with it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

const key = Symbol.for("countersign.database");
type Holder = { [key]?: { pool: pg.Pool; db: Database } };

/** The process's one pool. A module is three instances in the production server, so it lives on globalThis. */
function shared(): { pool: pg.Pool; db: Database } {
  const holder = globalThis as Holder;
  if (!holder[key]) {
    const pool = poolOf(env().DATABASE_URL);
    holder[key] = { pool, db: databaseOf(pool) };
  }
  return holder[key];
}

export function database(): Database {
  return shared().db;
}

export function databasePool(): pg.Pool {
  return shared().pool;
}
