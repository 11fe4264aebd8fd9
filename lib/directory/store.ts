import { eq, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { organization } from "@/db/schema";
import type { OrganizationId } from "@/lib/kernel/ids";

/** The database's clock, not the transaction's start: what a change is recorded at. To the millisecond. */
export async function readClock(db: Queryable): Promise<Date> {
  const { rows } = await db.execute<{ now: string }>(sql`select to_json(clock_timestamp()) as now`);
  return new Date(rows[0]?.now ?? Number.NaN);
}

/** Lets one administrator's change of the organization's shape wait for another's. Rows that refer to it go on. */
export async function lockOrganization(tx: Transaction, organizationId: OrganizationId): Promise<void> {
  await tx
    .select({ id: organization.id })
    .from(organization)
    .where(eq(organization.id, organizationId))
    .for("no key update");
}
