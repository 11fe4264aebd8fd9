import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { identity, userAccount } from "@/db/schema";
import type { UserId } from "@/lib/kernel/ids";

/** Holds off another first sign-in of the same identity until this transaction ends. */
export async function lockIdentity(tx: Transaction, issuer: string, subject: string): Promise<UserId | null> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`identity ${issuer} ${subject}`}, 0))`,
  );
  const [found] = await tx
    .select({ userId: identity.userId })
    .from(identity)
    .where(and(eq(identity.issuer, issuer), eq(identity.subject, subject)));
  return found?.userId ?? null;
}

export async function insertIdentity(
  tx: Transaction,
  row: typeof identity.$inferInsert & { name: string },
): Promise<void> {
  const { name, ...rest } = row;
  await tx.insert(userAccount).values({ id: row.userId, name, email: row.email ?? row.subject });
  await tx.insert(identity).values(rest);
}

/** What the issuer says today replaces what it said last time. */
export async function updateIdentity(
  tx: Transaction,
  row: typeof identity.$inferInsert & { name: string },
): Promise<void> {
  const { issuer, subject, email = null, emailVerified = false } = row;
  await tx
    .update(identity)
    .set({ email, emailVerified })
    .where(and(eq(identity.issuer, issuer), eq(identity.subject, subject)));
  await tx
    .update(userAccount)
    .set({ name: row.name, ...(email ? { email } : {}) })
    .where(eq(userAccount.id, row.userId));
}
