import { DrizzleQueryError } from "drizzle-orm";
import { NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import type { Database, Queryable, Transaction } from "./client";

const dialect = new PgDialect();

/**
 * Hands over the transaction's last statement, to be sent together with the commit, and perhaps reads that are sent along
 * and done after it, when no lock is held any more. At most once, and nothing after it.
 */
export type SendLast = (send: () => Promise<unknown>, after?: (one: Queryable) => Promise<unknown>) => void;

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
  let last: Parameters<SendLast> | undefined;
  try {
    const tx = transactionOn(client);
    const [, result] = await inOneGo(client, () => [
      client.query("begin"),
      run(tx, (...sent) => {
        last = sent;
      }),
    ]);
    await inOneGo(client, () => [last?.[0](), client.query("commit"), last?.[1]?.(tx)]);
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

/** The server has answered a statement with an error, and goes on: its transaction can only be rolled back. */
export function isRefusedByServer(error: unknown): boolean {
  const { cause } = error instanceof DrizzleQueryError ? error : { cause: error };
  return cause instanceof pg.DatabaseError && cause.severity === "ERROR";
}

function inSavepoint<T>(db: Database, run: (tx: Transaction, sendLast: SendLast) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    let last: Parameters<SendLast> | undefined;
    const result = await run(tx, (...sent) => {
      last = sent;
    });
    await last?.[0]();
    await last?.[1]?.(tx);
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
