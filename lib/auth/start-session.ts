import type { Database } from "@/db/client";
import type { SessionId, UserId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { sessionSeconds } from "./session-cookie";
import { insertSession, revokeSession } from "./store-sessions";

/** A new session at every sign-in; the one that this browser had before ends. */
export async function startSession(
  db: Database,
  userId: UserId,
  previous: SessionId | null,
): Promise<SessionId> {
  const id = newId("ses");
  await db.transaction(async (tx) => {
    if (previous) await revokeSession(tx, previous);
    await insertSession(tx, { id, userId, seconds: sessionSeconds });
  });
  return id;
}
