import type { AuthOptions } from "next-auth";
import { z } from "zod";
import { env } from "@/lib/env";
import type { IssuerClaims } from "./sign-in-identity";

type OidcProvider = Extract<AuthOptions["providers"][number], { type: "oauth" }>;

const claims = z.object({
  iss: z.url(),
  sub: z.string().min(1),
  email: z.email().optional().catch(undefined),
  // Some issuers write booleans as strings.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  name: z.string().trim().min(1).max(200).optional().catch(undefined),
  preferred_username: z.string().trim().min(1).max(200).optional().catch(undefined),
});

/** Throws when the issuer's answer names no issuer or subject. An address that does not look like one counts as none. */
export function claimsOf(profile: object): IssuerClaims {
  const { iss, sub, email, email_verified, name, preferred_username } = claims.parse(profile);
  return {
    issuer: iss,
    subject: sub,
    email: email?.toLowerCase() ?? null,
    emailVerified: email_verified === true,
    name: name ?? preferred_username ?? null,
  };
}

/** Any OpenID Connect issuer, found by its discovery document. */
export function oidcProvider(): OidcProvider {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  return {
    id: "oidc",
    name: OIDC_NAME ?? "OpenID Connect",
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/$/u, "")}/.well-known/openid-configuration`,
    ...(OIDC_CLIENT_ID ? { clientId: OIDC_CLIENT_ID } : {}),
    ...(OIDC_CLIENT_SECRET ? { clientSecret: OIDC_CLIENT_SECRET } : {}),
    authorization: { params: { scope: "openid email profile" } },
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    httpOptions: { timeout: 10_000 },
    userinfo: { request: ({ client, tokens }) => verifiedClaims(client, tokens) },
    profile: ({ sub, name, email }) => ({ id: sub, name, email }),
  };
}

interface Tokens {
  claims(): Record<string, unknown> & { sub: string };
}

/** The checked id token's claims. Issuers that keep the address out of it are asked for it, in the same person's name. */
async function verifiedClaims(
  client: { userinfo(tokens: never): Promise<object> },
  tokens: unknown,
): Promise<Record<string, unknown> & { sub: string }> {
  const own = (tokens as Tokens).claims();
  return own.email ? own : { ...(await client.userinfo(tokens as never)), ...own };
}
