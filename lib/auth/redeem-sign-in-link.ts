import type { Database } from "@/db/client";
import type { UserId } from "@/lib/kernel/ids";
import { tokenHash } from "./one-time-token";
import { emailIssuer, signInIdentity } from "./sign-in-identity";
import { takeLink } from "./store-links";

/** Uses a mailed link up, once, and answers whom it signs in; null when it was used before or its time has run out. */
export async function redeemSignInLink(db: Database, token: string): Promise<UserId | null> {
  const email = await takeLink(db, tokenHash(token));
  if (email === null) return null;
  return signInIdentity(db, {
    issuer: emailIssuer,
    subject: email,
    email,
    emailVerified: true,
    name: null,
  });
}
