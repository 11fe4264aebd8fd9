import { eq, sql } from "drizzle-orm";
import pg from "pg";
import type { Queryable, Transaction } from "@/db/client";
import { installation, organization } from "@/db/schema";

/** This database's one row, made as not a demo when there is none yet. */
export async function ensureInstallation(db: Queryable): Promise<void> {
  await db.insert(installation).values({ demo: false }).onConflictDoNothing();
}

export async function hasOrganization(db: Queryable): Promise<boolean> {
  const [one] = await db.select({ id: organization.id }).from(organization).limit(1);
  return one !== undefined;
}

export async function storeSetUpCode(db: Queryable, hash: string): Promise<void> {
  await db.update(installation).set({ setUpCodeHash: hash }).where(eq(installation.id, 1));
}

/** The installation, locked; undefined while somebody else tries a code. */
export async function lockInstallation(tx: Transaction) {
  const [row] = await tx.select().from(installation).for("update", { skipLocked: true });
  return row;
}

/** Keeps the lock, and so the next guess, for as long as a wrong code costs. */
export async function holdLock(tx: Transaction, seconds: number): Promise<void> {
  await tx.execute(sql`select pg_sleep(${seconds})`);
}

export async function markSetUp(tx: Transaction): Promise<void> {
  await tx.update(installation).set({ setUpCodeHash: null, setUpAt: sql`now()` });
}

const keeperLock = 4_268_120_001;

/**
 * A connection that is the keeper of the set-up code for as long as it is open; null when another process has one. It
 * keeps no process alive.
 */
export async function becomeKeeper(connectionString: string): Promise<{ end(): Promise<void> } | null> {
  const client = new pg.Client({ connectionString, application_name: "countersign set-up" });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query("select pg_try_advisory_lock($1) as taken", [keeperLock]);
  if (rows[0]?.taken !== true) {
    await client.end();
    return null;
  }
  (client as unknown as { connection: { stream: { unref(): void } } }).connection.stream.unref();
  return client;
}
