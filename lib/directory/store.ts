import { sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import type { OrganizationId } from "@/lib/kernel/ids";

/** The database's clock, not the transaction's start: what a change is recorded at. To the millisecond. */
export async function readClock(db: Queryable): Promise<Date> {
  const { rows } = await db.execute<{ now: string }>(sql`select to_json(clock_timestamp()) as now`);
  return new Date(rows[0]?.now ?? Number.NaN);
}

/**
 * Keeps the organization's shape (what is gated, environments, paths) as it is until the commit: an administrator who
 * changes it waits, and then ends what was just opened. Those who only hold it do not wait for each other. Taken before
 * any row, like the lock it shares.
 */
export async function holdOrganization(tx: Transaction, organizationId: OrganizationId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${organizationId}, 0))`);
}

/**
 * Lets one administrator's change of the organization's shape (members, environments, components) wait for another's.
 * Not its row: a change that ends requests locks those before the row, which numbers events, so the row comes last.
 */
export async function lockOrganization(tx: Transaction, organizationId: OrganizationId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${organizationId}, 0))`);
}
