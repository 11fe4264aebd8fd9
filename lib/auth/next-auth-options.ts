import type { AuthOptions } from "next-auth";
import { database } from "@/db/client";
import { env } from "@/lib/env";
import type { SessionId, UserId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { log } from "@/lib/log";
import { loadIsDemo, mailsLinks } from "./loaders";
import { claimsOf, oidcProvider } from "./oidc-provider";
import { redeemSignInLink } from "./redeem-sign-in-link";
import { hasSecureCookies, readSessionCookie, sessionSeconds } from "./session-cookie";
import { signInIdentity } from "./sign-in-identity";
import { startSession } from "./start-session";
import { revokeSession } from "./store-sessions";
import { demoPerson } from "./views-sign-in";
import { safePath } from "./way-back";

/**
 * next-auth for one request, with the ways to sign in that are set up here and nothing else. Its cookie carries the id of
 * our session row and no more: who that is, and whether it still holds, is read from the database on every request.
 */
export async function nextAuthOptions(): Promise<AuthOptions> {
  const previous = await readSessionCookie();
  const isDemo = await loadIsDemo();
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: hasSecureCookies(),
    session: { strategy: "jwt", maxAge: sessionSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [
      ...(env().OIDC_ISSUER ? [oidcProvider()] : []),
      ...(mailsLinks(isDemo) ? [linkProvider()] : []),
      ...(isDemo ? [demoProvider()] : []),
    ],
    callbacks: {
      async jwt({ token, user, account, profile }) {
        if (!account) return { sid: token.sid };
        const userId = account.provider === "oidc" ? await userOf(profile) : (user.id as UserId);
        return { sid: await startSession(database(), userId, previous) };
      },
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) =>
        baseUrl + safePath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
    },
    events: {
      signOut: ({ token }) => revokeSession(database(), token.sid as SessionId),
    },
    logger: {
      error: (code, metadata) =>
        log("error", "sign-in failed", { code }, metadata instanceof Error ? metadata : metadata.error),
      warn: (code) => log("warn", "sign-in", { code }),
      debug: () => undefined,
    },
  };
}

async function userOf(profile: object | undefined): Promise<UserId> {
  invariant(profile, "an issuer's answer has claims");
  return signInIdentity(database(), claimsOf(profile));
}

type CredentialsProvider = Extract<AuthOptions["providers"][number], { type: "credentials" }>;

function linkProvider(): CredentialsProvider {
  return {
    id: "sign-in-link",
    name: "Sign-in link",
    type: "credentials",
    credentials: { token: {} },
    async authorize(fields) {
      const id = await redeemSignInLink(database(), fields?.token ?? "");
      return id ? { id } : null;
    },
  };
}

function demoProvider(): CredentialsProvider {
  return {
    id: "demo",
    name: "Demo",
    type: "credentials",
    credentials: { person: {} },
    authorize: async (fields) => (await demoPerson(database(), fields?.person ?? "")) ?? null,
  };
}
