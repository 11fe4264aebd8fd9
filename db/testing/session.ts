import { eq } from "drizzle-orm";
import type { Caller } from "../../lib/directory/caller";
import type { SessionId } from "../../lib/kernel/ids";
import { newId } from "../../lib/kernel/new-id";
import type { Database } from "../client";
import { member, session, userAccount } from "../schema";

/** Signs a member of a test's world in, as a user of their own. */
export async function signInMember(db: Database, { id, name, email }: Caller["member"]): Promise<SessionId> {
  const userId = newId("usr");
  await db.insert(userAccount).values({ id: userId, name, email });
  await db.update(member).set({ userId }).where(eq(member.id, id));
  const sessionId = newId("ses");
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db.insert(session).values({ id: sessionId, userId, expiresAt });
  return sessionId;
}
