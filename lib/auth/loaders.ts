import { headers } from "next/headers";
import { database } from "@/db/client";
import { linkMembers } from "@/lib/directory/link-member";
import { env } from "@/lib/env";
import type { UserId } from "@/lib/kernel/ids";
import { isLocalDemoRequest } from "./demo";
import { tokenHash } from "./one-time-token";
import { readSessionCookie } from "./session-cookie";
import { hasOrganization } from "./store-set-up";
import { isMemberAnotherWay, organizationsOf, signedInUser } from "./views";
import { demoPeople, emailOfLink, isDemoDatabase, openInvitation } from "./views-sign-in";

export interface SignedInUser {
  id: UserId;
  name: string;
  email: string;
}

/** Who this browser is signed in as, in whatever organization or none. */
export async function loadSignedInUser(): Promise<SignedInUser | null> {
  const sessionId = await readSessionCookie();
  return sessionId ? ((await signedInUser(database(), sessionId)) ?? null) : null;
}

/** The organizations of a person: for the chooser, and for the switcher in the frame. */
export async function loadMyOrganizations(userId: UserId) {
  return organizationsOf(database(), userId);
}

/** Where `/` leads. An invitation to a verified address that came after the sign-in is accepted here. */
export async function loadStart(user: SignedInUser) {
  const db = database();
  await db.transaction((tx) => linkMembers(tx, user.id));
  const organizations = await organizationsOf(db, user.id);
  if (organizations.length > 0) return { organizations, isSetUp: true, isMemberAnotherWay: false };
  return {
    organizations,
    isSetUp: await hasOrganization(db),
    isMemberAnotherWay: await isMemberAnotherWay(db, user.id),
  };
}

export async function loadIsSetUp(): Promise<boolean> {
  return hasOrganization(database());
}

/** Is this a demo database, on a server that listens to this machine only, asked from this machine? */
export async function loadIsDemo(): Promise<boolean> {
  return isLocalDemoRequest(await headers()) && isDemoDatabase(database());
}

/** The ways to sign in that are set up here. */
export async function loadSignInWays() {
  const { OIDC_ISSUER, OIDC_NAME } = env();
  const isDemo = await loadIsDemo();
  return {
    oidcName: OIDC_ISSUER ? (OIDC_NAME ?? new URL(OIDC_ISSUER).host) : null,
    hasEmailLink: mailsLinks(isDemo),
    demoPeople: isDemo ? await demoPeople(database()) : null,
  };
}

/** Links go out where mails do: through a real mailer, or to the demo's own inbox. */
export function mailsLinks(isDemo: boolean): boolean {
  const { RESEND_API_KEY, SMTP_URL } = env();
  return Boolean(RESEND_API_KEY || SMTP_URL) || isDemo;
}

/** The address that a sign-in link is for; null when it cannot be used any more. */
export async function loadSignInLink(token: string): Promise<string | null> {
  return emailOfLink(database(), tokenHash(token));
}

/** What an invitation is for; null when it cannot be accepted any more. */
export async function loadInvitation(token: string) {
  return (await openInvitation(database(), tokenHash(token))) ?? null;
}
