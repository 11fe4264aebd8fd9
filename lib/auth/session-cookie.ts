import { cookies } from "next/headers";
import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";
import type { SessionId } from "@/lib/kernel/ids";

/** How long a sign-in lasts, in seconds. The row decides; the cookie only forgets at the same time. */
export const sessionSeconds = 7 * 24 * 60 * 60;

export function hasSecureCookies(): boolean {
  return env().NEXTAUTH_URL.startsWith("https://");
}

export function sessionCookieName(): string {
  return `${hasSecureCookies() ? "__Secure-" : ""}next-auth.session-token`;
}

/** The session that this browser's cookie names. Says nothing about whether that session still holds. */
export async function readSessionCookie(): Promise<SessionId | null> {
  const cookie = (await cookies()).get(sessionCookieName());
  return cookie ? sessionIdIn(cookie.value) : null;
}

/** Null for whatever we did not sign, and for what has expired. */
async function sessionIdIn(token: string): Promise<SessionId | null> {
  try {
    const claims = await decode({ token, secret: env().NEXTAUTH_SECRET });
    return typeof claims?.sid === "string" ? (claims.sid as SessionId) : null;
  } catch {
    return null;
  }
}
