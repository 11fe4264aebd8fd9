import { NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres";
import { PgDialect } from "drizzle-orm/pg-core";
import type pg from "pg";
import type { Database, Queryable, Transaction } from "./client";

const dialect = new PgDialect();

/** Hands over the transaction's last statement, to be sent together with the commit. At most once, and nothing after it. */
export type SendLast = (send: () => Promise<unknown>) => void;

/**
 * A transaction at READ COMMITTED with as few trips to the database as its statements allow: `begin` goes out with what
 * `run` asks before it first waits, and `commit` with what it hands to `sendLast`. The server does them one after the
 * other all the same. Commits what `run` answers, and rolls back what it throws. Within another transaction: a savepoint.
 */
export async function inTransaction<T>(
  db: Database,
  run: (tx: Transaction, sendLast: SendLast) => Promise<T>,
): Promise<T> {
  const pool = (db as { $client?: pg.Pool }).$client;
  if (!pool) return inSavepoint(db, run);
  const client = await pool.connect();
  let last: (() => Promise<unknown>) | undefined;
  try {
    const tx = transactionOn(client);
    const [, result] = await inOneGo(client, () => [
      client.query("begin"),
      run(tx, (send) => {
        last = send;
      }),
    ]);
    await inOneGo(client, () => [last?.(), client.query("commit")]);
    client.release();
    return result;
  } catch (error) {
    await client.query("rollback").then(
      () => client.release(),
      (broken) => client.release(broken),
    );
    throw error;
  }
}

/** Reads that need not wait for each other, in one trip to the database over one connection. */
export async function askTogether<T extends readonly unknown[] | []>(
  db: Queryable,
  ask: (one: Queryable) => T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  const pool = (db as { $client?: pg.Pool }).$client;
  if (!pool) return Promise.all(ask(db));
  const client = await pool.connect();
  try {
    return await inOneGo(client, () => ask(transactionOn(client)));
  } finally {
    client.release();
  }
}

function inSavepoint<T>(db: Database, run: (tx: Transaction, sendLast: SendLast) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    let last: (() => Promise<unknown>) | undefined;
    const result = await run(tx, (send) => {
      last = send;
    });
    await last?.();
    return result;
  });
}

function transactionOn(client: pg.PoolClient): Transaction {
  const session = new NodePgSession(client, dialect, undefined);
  return new NodePgTransaction(dialect, session, undefined) as unknown as Transaction;
}

/** What is asked at once leaves in one packet: most of what a statement costs here is sending it. Waits for all of it, then throws the first error. */
async function inOneGo<T extends readonly unknown[] | []>(
  client: pg.PoolClient,
  start: () => T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  const { stream } = client.connection;
  stream.cork();
  let started: T;
  try {
    started = start();
  } finally {
    stream.uncork();
  }
  await Promise.allSettled(started);
  return Promise.all(started);
}
