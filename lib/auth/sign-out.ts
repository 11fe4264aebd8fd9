import { cookies } from "next/headers";
import { database } from "@/db/client";
import { hasSecureCookies, readSessionCookie, sessionCookieName } from "./session-cookie";
import { revokeSession } from "./store-sessions";

/** Ends this browser's session, from within a server action: its row first, so that a copy of the cookie is worth nothing. */
export async function signOut(): Promise<void> {
  const sessionId = await readSessionCookie();
  if (sessionId) await revokeSession(database(), sessionId);
  const options = { path: "/", httpOnly: true, secure: hasSecureCookies(), maxAge: 0 };
  (await cookies()).set(sessionCookieName(), "", options);
}
