import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { identity, member, session, signInLink } from "@/db/schema";
import { waitingAtLocks } from "@/db/testing/barrier";
import { useDatabase } from "@/db/testing/database";
import { acceptInvitation } from "@/lib/directory/accept-invitation";
import { createInvitation } from "@/lib/directory/create-invitation";
import { createOrganization, type NewOrganization } from "@/lib/directory/create-organization";
import { newId } from "@/lib/kernel/new-id";
import type { Mail, Mailer } from "@/lib/notifications/mailer";
import { redeemSignInLink } from "./redeem-sign-in-link";
import { requestSignInLink } from "./request-sign-in-link";
import { callerOf } from "./require-actor";
import { type IssuerClaims, signInIdentity } from "./sign-in-identity";
import { startSession } from "./start-session";
import { revokeSession } from "./store-sessions";
import { isMemberAnotherWay } from "./views";

const database = useDatabase();
let organizations = 0;

async function organizationInviting(email: string): Promise<NewOrganization & { slug: string }> {
  const slug = `acme-${++organizations}`;
  const made = await database.db.transaction((tx) =>
    createOrganization(tx, { slug, name: "Acme", administrator: { email, name: "Rune" } }),
  );
  if (!made.ok) throw new Error(made.refusal.code);
  return { ...made.value, slug };
}

function claims(more: Partial<IssuerClaims>): IssuerClaims {
  return {
    issuer: "https://issuer.example",
    subject: newId("usr"),
    email: null,
    emailVerified: false,
    name: "Rune",
    ...more,
  };
}

async function userOfMember(made: NewOrganization) {
  const [row] = await database.db
    .select({ userId: member.userId })
    .from(member)
    .where(eq(member.id, made.administratorId));
  return row?.userId ?? null;
}

test("an address that an issuer only claims is not linked to who was invited under it", async () => {
  const made = await organizationInviting("rune@one.example");
  await signInIdentity(database.db, claims({ email: "rune@one.example", emailVerified: false }));
  expect(await userOfMember(made)).toBeNull();
});

test("an address that the issuer has verified becomes the invited member, in whatever case it is written", async () => {
  const made = await organizationInviting("Rune@Two.example");
  const userId = await signInIdentity(
    database.db,
    claims({ email: "rune@two.example", emailVerified: true }),
  );
  expect(await userOfMember(made)).toBe(userId);
});

test("a member who has joined is never handed to another subject with the same verified address", async () => {
  const made = await organizationInviting("rune@three.example");
  const email = { email: "rune@three.example", emailVerified: true };
  const first = await signInIdentity(database.db, claims(email));
  const sameIssuer = await signInIdentity(database.db, claims(email));
  const otherIssuer = await signInIdentity(
    database.db,
    claims({ ...email, issuer: "https://other.example" }),
  );
  expect(new Set([first, sameIssuer, otherIssuer]).size).toBe(3);
  expect(await userOfMember(made)).toBe(first);
  expect(await isMemberAnotherWay(database.db, otherIssuer)).toBe(true);
  expect(await isMemberAnotherWay(database.db, first)).toBe(false);
});

test("the same subject is the same person, whatever the address is by then", async () => {
  const subject = newId("usr");
  const before = await signInIdentity(
    database.db,
    claims({ subject, email: "old@four.example", emailVerified: true }),
  );
  const after = await signInIdentity(
    database.db,
    claims({ subject, email: "new@four.example", emailVerified: false }),
  );
  expect(after).toBe(before);
  const [row] = await database.db.select().from(identity).where(eq(identity.subject, subject));
  expect(row).toMatchObject({ email: "new@four.example", emailVerified: false });
});

test("two first sign-ins of one identity at once make one person", async () => {
  const same = claims({ email: "rune@five.example", emailVerified: true });
  const users = await Promise.all([1, 2, 3].map(() => signInIdentity(database.db, same)));
  expect(new Set(users).size).toBe(1);
});

test("the invitation link makes whoever opens it that member, once", async () => {
  const made = await organizationInviting("rune@six.example");
  const { organizationId, administratorId: memberId } = made;
  const { path } = await database.db.transaction((tx) => createInvitation(tx, { organizationId, memberId }));
  const token = new URLSearchParams(path.split("?")[1]).get("token") ?? "";
  const [first, second] = await Promise.all(
    ["a", "b"].map((name) => signInIdentity(database.db, claims({ name, email: `${name}@private.example` }))),
  );
  if (!first || !second) throw new Error("two people");
  const answers = await Promise.all(
    [first, second].map((id) => acceptInvitation(database.db, { id }, { token })),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(await userOfMember(made)).toBe(answers[0]?.ok ? first : second);
  const refused = answers.find((answer) => !answer.ok);
  expect(refused).toMatchObject({ refusal: { code: "not_found" } });
});

test("an invitation that ran out, or that nobody made, links nobody", async () => {
  const made = await organizationInviting("rune@seven.example");
  const { organizationId, administratorId: memberId } = made;
  const { path } = await database.db.transaction((tx) =>
    createInvitation(tx, { organizationId, memberId }, new Date(Date.now() - 8 * 86_400_000)),
  );
  const id = await signInIdentity(database.db, claims({}));
  const token = path.split("=")[1] ?? "";
  for (const given of [token, "", "nothing"]) {
    expect(await acceptInvitation(database.db, { id }, { token: given })).toMatchObject({ ok: false });
  }
  expect(await userOfMember(made)).toBeNull();
});

test("a session acts as its member until it is revoked, then at the next request as nobody", async () => {
  const made = await organizationInviting("rune@eight.example");
  const userId = await signInIdentity(
    database.db,
    claims({ email: "rune@eight.example", emailVerified: true }),
  );
  const id = await startSession(database.db, userId, null);
  const found = await callerOf(database.db, id, made.slug);
  expect(found).toMatchObject({
    kind: "caller",
    caller: {
      organizationId: made.organizationId,
      member: { id: made.administratorId, kind: "person" },
      roles: [{ system: "administrator", projectId: null }],
    },
  });
  await revokeSession(database.db, id);
  expect(await callerOf(database.db, id, made.slug)).toEqual({ kind: "signed-out" });
});

test("signing in again ends the browser's session before", async () => {
  const made = await organizationInviting("rune@nine.example");
  const userId = await signInIdentity(
    database.db,
    claims({ email: "rune@nine.example", emailVerified: true }),
  );
  const before = await startSession(database.db, userId, null);
  const after = await startSession(database.db, userId, before);
  expect(await callerOf(database.db, before, made.slug)).toEqual({ kind: "signed-out" });
  expect((await callerOf(database.db, after, made.slug)).kind).toBe("caller");
});

test("a disabled member, an expired session and a stranger find nothing", async () => {
  const made = await organizationInviting("rune@ten.example");
  const other = await organizationInviting("other@ten.example");
  const userId = await signInIdentity(
    database.db,
    claims({ email: "rune@ten.example", emailVerified: true }),
  );
  const id = await startSession(database.db, userId, null);
  expect(await callerOf(database.db, id, other.slug)).toEqual({ kind: "not-found" });
  expect(await callerOf(database.db, id, "nowhere")).toEqual({ kind: "not-found" });
  await database.db.update(member).set({ disabledAt: sql`now()` }).where(eq(member.id, made.administratorId));
  expect(await callerOf(database.db, id, made.slug)).toEqual({ kind: "not-found" });
  await database.db.update(session).set({ expiresAt: sql`now()` }).where(eq(session.id, id));
  expect(await callerOf(database.db, id, made.slug)).toEqual({ kind: "signed-out" });
});

test("a slug that the organization had before still finds it, under today's", async () => {
  const made = await organizationInviting("rune@eleven.example");
  const userId = await signInIdentity(
    database.db,
    claims({ email: "rune@eleven.example", emailVerified: true }),
  );
  await database.pool.query("insert into former_slug (slug, organization_id) values ('old-name', $1)", [
    made.organizationId,
  ]);
  const found = await callerOf(database.db, await startSession(database.db, userId, null), "old-name");
  expect(found).toMatchObject({ caller: { organization: { slug: made.slug } } });
});

function inbox(): { mails: Mail[]; mailer: Mailer } {
  const mails: Mail[] = [];
  return { mails, mailer: { name: "test", send: async (mail) => void mails.push(mail) } };
}

function tokenIn(mail: Mail | undefined): string {
  return /token=([\w-]+)/u.exec(mail?.text ?? "")?.[1] ?? "";
}

test("a mailed link signs in once, also when its button is pressed twice at the same instant", async () => {
  await organizationInviting("rune@twelve.example");
  const { mails, mailer } = inbox();
  await requestSignInLink(database.db, { email: "Rune@twelve.example", wayBack: "/acme-1" }, mailer);
  const token = tokenIn(mails[0]);
  expect(mails[0]?.text).toContain("callbackUrl=%2Facme-1");
  const blocker = await database.pool.connect();
  await blocker.query("begin; select 1 from sign_in_link for update");
  const presses = [1, 2].map(() => redeemSignInLink(database.db, token));
  await waitForWaiting(2);
  await blocker.query("commit");
  blocker.release();
  const users = await Promise.all(presses);
  expect(users.filter((user) => user !== null)).toHaveLength(1);
  expect(await redeemSignInLink(database.db, token)).toBeNull();
});

async function waitForWaiting(count: number): Promise<void> {
  while ((await waitingAtLocks(database.pool)) < count);
}

test("a link whose time has run out signs in nobody", async () => {
  await organizationInviting("rune@thirteen.example");
  const { mails, mailer } = inbox();
  await requestSignInLink(database.db, { email: "rune@thirteen.example", wayBack: "/" }, mailer);
  await database.db.update(signInLink).set({ expiresAt: sql`now()` });
  expect(await redeemSignInLink(database.db, tokenIn(mails[0]))).toBeNull();
});

test("an address gets three links in 15 minutes, and a stranger none, with the same answer", async () => {
  await organizationInviting("rune@fourteen.example");
  const { mails, mailer } = inbox();
  for (let i = 0; i < 5; i++) {
    await requestSignInLink(database.db, { email: "rune@fourteen.example", wayBack: "/" }, mailer);
  }
  await requestSignInLink(database.db, { email: "stranger@fourteen.example", wayBack: "/" }, mailer);
  expect(mails.map(({ to }) => to.email)).toEqual(Array(3).fill("rune@fourteen.example"));
});
