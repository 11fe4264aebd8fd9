import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { keptAnswer as kept } from "@/db/schema";
import type { OrganizationId, TokenId } from "@/lib/kernel/ids";

/** What a key is good for: the same key of another token, or at another path, is another key. */
export interface KeyScope {
  organizationId: OrganizationId;
  tokenId: TokenId;
  path: string;
  key: string;
}

const dayAgo = sql`now() - interval '24 hours'`;

/** Holds the key until this transaction ends. False: another call with it is still running. Never waits. */
export async function lockKey(tx: Transaction, { tokenId, path, key }: KeyScope): Promise<boolean> {
  const { rows } = await tx.execute<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`${tokenId} ${path} ${key}`}, 0)) as held`,
  );
  return rows[0]?.held === true;
}

/** A statement of its own after the lock was granted, so that it sees what the call before has committed. */
export async function findAnswer(tx: Transaction, { tokenId, path, key }: KeyScope) {
  const [row] = await tx
    .select({ bodyHash: kept.bodyHash, status: kept.status, sealed: kept.sealed })
    .from(kept)
    .where(
      and(eq(kept.tokenId, tokenId), eq(kept.path, path), eq(kept.key, key), gt(kept.createdAt, dayAgo)),
    );
  return row;
}

/** The caller holds the key's lock and has found no answer: a row that is there is older than a day. */
export async function keepAnswer(
  tx: Transaction,
  scope: KeyScope,
  answer: { bodyHash: string; status: number; sealed: string },
): Promise<void> {
  await tx
    .insert(kept)
    .values({ ...scope, ...answer })
    .onConflictDoUpdate({
      target: [kept.tokenId, kept.path, kept.key],
      set: { ...answer, createdAt: sql`now()` },
    });
}

/** Removes what is older than a day. */
export async function forgetAnswers(db: Database): Promise<void> {
  await db.delete(kept).where(lt(kept.createdAt, dayAgo));
}
