import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { auditEvent, installation, member, organization, role } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import type { UserId } from "@/lib/kernel/ids";
import { setUp } from "./set-up";
import { ensureSetUpCode } from "./set-up-code";
import { signInIdentity } from "./sign-in-identity";

const database = useDatabase();
let user: { id: UserId; name: string; email: string };
const printed: string[] = [];
const print = (text: string) => printed.push(text);
const lastCode = () => /code: ([A-Z0-9-]{19})/u.exec(printed.at(-1) ?? "")?.[1] ?? "";

beforeAll(async () => {
  const email = "rune@meridian.example";
  const id = await signInIdentity(database.db, {
    issuer: "https://issuer.example",
    subject: "rune",
    email,
    emailVerified: true,
    name: "Rune Kvist",
  });
  user = { id, name: "Rune Kvist", email };
});

test("of servers that start together one prints a code; a restart prints another that replaces it", async () => {
  const starts = await Promise.all([1, 2, 3].map(() => ensureSetUpCode(print)));
  expect(printed).toHaveLength(1);
  const first = lastCode();
  await starts.find((release) => release !== null)?.();
  const again = await ensureSetUpCode(print);
  expect(printed).toHaveLength(2);
  expect(lastCode()).not.toBe(first);
  const [row] = await database.db.select().from(installation);
  expect(row?.setUpCodeHash).toMatch(/^[0-9a-f]{64}$/u);
  expect(await setUp(database.db, user, { code: first, name: "Meridian", slug: "meridian" })).toMatchObject({
    refusal: { code: "invalid_input", errors: [{ path: "code" }] },
  });
  await again?.();
});

test("a wrong code and a reserved address make nothing and leave the code as it was", async () => {
  await (await ensureSetUpCode(print))?.();
  for (const input of [
    { code: "AAAA-AAAA-AAAA-AAAA", slug: "meridian" },
    { code: lastCode(), slug: "api" },
    { code: lastCode(), slug: "Meridian!" },
  ]) {
    expect(await setUp(database.db, user, { ...input, name: "Meridian" })).toMatchObject({ ok: false });
  }
  expect(await database.db.$count(organization)).toBe(0);
});

test("the code makes one organization with its administrator, also when it is sent twice at the same instant", async () => {
  await (await ensureSetUpCode(print))?.();
  const code = lastCode().toLowerCase().replaceAll("-", " ");
  const answers = await Promise.all(
    ["meridian", "halden"].map((slug) => setUp(database.db, user, { code, name: "Meridian", slug })),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const [made] = await database.db.select().from(organization);
  expect(await database.db.$count(organization)).toBe(1);
  const roles = await database.db.select({ name: role.name }).from(role);
  expect(roles.map(({ name }) => name).sort()).toEqual(["Administrator", "Auditor", "Developer", "Reviewer"]);
  expect(await database.db.select().from(member)).toMatchObject([
    { organizationId: made?.id, userId: user.id, email: user.email },
  ]);
  expect(
    await database.db.select({ type: auditEvent.type }).from(auditEvent).where(eq(auditEvent.sequence, 1)),
  ).toEqual([{ type: "organization.created" }]);
});

test("once there is an organization no code is made, and none is taken", async () => {
  const before = printed.length;
  expect(await ensureSetUpCode(print)).toBeNull();
  expect(printed).toHaveLength(before);
  expect(await setUp(database.db, user, { code: lastCode(), name: "Second", slug: "second" })).toMatchObject({
    refusal: { code: "not_permitted" },
  });
});
