import { and, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { session } from "@/db/schema";
import type { SessionId, UserId } from "@/lib/kernel/ids";

export async function insertSession(
  db: Queryable,
  row: { id: SessionId; userId: UserId; seconds: number },
): Promise<void> {
  await db.insert(session).values({
    id: row.id,
    userId: row.userId,
    expiresAt: sql`now() + make_interval(secs => ${row.seconds})`,
  });
}

export async function revokeSession(db: Queryable, id: SessionId): Promise<void> {
  await db
    .update(session)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(session.id, id), isNull(session.revokedAt)));
}
