import type { Database } from "@/db/client";
import { linkMembers } from "@/lib/directory/link-member";
import type { UserId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { insertIdentity, lockIdentity, updateIdentity } from "./store-identity";

/** The issuer of identities that a mailed link proves; their subject is the address in lower case. */
export const emailIssuer = "email";

/** What an issuer says of somebody. `email` is what it knows, `emailVerified` whether it says that it checked. */
export interface IssuerClaims {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
}

/**
 * The person behind an identity, made at its first sign-in. Issuer and subject alone say who somebody is: another
 * subject, or another issuer, with the same address is another person. A verified address accepts what it was invited to.
 */
export async function signInIdentity(db: Database, claims: IssuerClaims): Promise<UserId> {
  const { issuer, subject, email, emailVerified } = claims;
  return db.transaction(async (tx) => {
    const known = await lockIdentity(tx, issuer, subject);
    const userId = known ?? newId("usr");
    const name = claims.name ?? email?.split("@")[0] ?? subject;
    const row = { issuer, subject, userId, email, emailVerified: emailVerified && email !== null, name };
    if (known) await updateIdentity(tx, row);
    else await insertIdentity(tx, row);
    await linkMembers(tx, userId);
    return userId;
  });
}
