import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { member, organization, signInLink } from "@/db/schema";

/** Holds off other requests for the same address, and answers how many links it got in the last `seconds`. */
export async function lockLinksOf(tx: Transaction, email: string, seconds: number): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in-link ${email}`}, 0))`);
  const recent = gt(signInLink.createdAt, sql`clock_timestamp() - make_interval(secs => ${seconds})`);
  return tx.$count(signInLink, and(eq(signInLink.email, email), recent));
}

/** Somebody who may come in: a member, invited or joined. Before there is an organization, anybody. */
export async function isExpected(tx: Transaction, email: string): Promise<boolean> {
  const [answer] = await tx
    .select({
      expected: sql<boolean>`not exists (select 1 from ${organization}) or exists (
        select 1 from ${member} where lower(${member.email}) = ${email} and ${member.kind} = 'person' and ${member.disabledAt} is null
      ) or exists (select 1 from identity where identity.issuer = 'email' and identity.subject = ${email})`,
    })
    .from(sql`(select 1) as one`);
  return answer?.expected === true;
}

/** Adds a link and forgets those that ended more than a day ago. */
export async function insertLink(
  tx: Transaction,
  row: { tokenHash: string; email: string; minutes: number },
): Promise<void> {
  await tx.delete(signInLink).where(lt(signInLink.expiresAt, sql`now() - interval '1 day'`));
  await tx.insert(signInLink).values({
    tokenHash: row.tokenHash,
    email: row.email,
    createdAt: sql`clock_timestamp()`,
    expiresAt: sql`clock_timestamp() + make_interval(mins => ${row.minutes})`,
  });
}

/** One statement, so that of two who press Sign in at once one gets the address and the other null. */
export async function takeLink(db: Queryable, tokenHash: string): Promise<string | null> {
  const [used] = await db
    .update(signInLink)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(signInLink.tokenHash, tokenHash),
        isNull(signInLink.usedAt),
        gt(signInLink.expiresAt, sql`clock_timestamp()`),
      ),
    )
    .returning({ email: signInLink.email });
  return used?.email ?? null;
}
