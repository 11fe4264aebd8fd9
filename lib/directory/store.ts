import { sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import type { OrganizationId } from "@/lib/kernel/ids";

/** The database's clock, not the transaction's start: what a change is recorded at. To the millisecond. */
export async function readClock(db: Queryable): Promise<Date> {
  const { rows } = await db.execute<{ now: string }>(sql`select to_json(clock_timestamp()) as now`);
  return new Date(rows[0]?.now ?? Number.NaN);
}

/**
 * Lets one administrator's change of the organization's shape (members, environments, components) wait for another's.
 * Not its row: a change that ends requests locks those before the row, which numbers events, so the row comes last.
 */
export async function lockOrganization(tx: Transaction, organizationId: OrganizationId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${organizationId}, 0))`);
}
