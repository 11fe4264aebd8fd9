import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { tamper } from "@/db/testing/tamper";
import { type Held, makeMember, makeWorld } from "@/db/testing/world";
import type { TokenScope } from "@/lib/auth/token-scopes";
import { callerOf, makeToken } from "./_testing/as-token";

const database = useDatabase();

async function organization() {
  const world = await makeWorld(database.db);
  const callAs = async (name: string, held: Held[], scopes: TokenScope[] = []) => {
    const { id } = await makeMember(world, name, held);
    return callerOf((await makeToken(database.db, world.organizationId, id, scopes)).token);
  };
  return { ...world, callAs };
}

test("administrators and auditors verify the record; nobody else, and no token without the scope", async () => {
  const { callAs } = await organization();
  const admin = await callAs("Vera Lind", ["administrator"]);
  expect((await admin("POST", "/projects", { name: "Bank" })).status).toBe(201);
  const auditor = await callAs("Aud Itor", ["auditor"]);
  for (const call of [admin, auditor])
    expect(await call("POST", "/audit-events/verify")).toMatchObject({
      status: 200,
      body: { ok: true, checked: { requests: 0, events: 1, roots: 0 }, problems: [] },
    });
  const refused = { status: 403, body: { code: "not_permitted" } };
  const developer = await callAs("Ines Duarte", ["developer"]);
  expect(await developer("POST", "/audit-events/verify")).toMatchObject(refused);
  const narrow = await callAs("Otto Falk", ["administrator"], ["build.report"]);
  expect(await narrow("POST", "/audit-events/verify")).toMatchObject(refused);
});

test("a token has its record checked three times a minute; what costs little goes on", async () => {
  const { callAs } = await organization();
  const [auditor, other] = [await callAs("Aud Itor", ["auditor"]), await callAs("Ada Itor", ["auditor"])];
  for (let time = 0; time < 3; time++)
    expect((await auditor("POST", "/audit-events/verify")).status).toBe(200);
  const refused = await auditor("POST", "/audit-events/verify");
  expect([refused.status, refused.body.code]).toEqual([429, "rate_limited"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
  expect((await auditor("GET", "/audit-events")).status).toBe(200);
  expect((await other("POST", "/audit-events/verify")).status).toBe(200);
});

test("what does not fit is named, in the organization it happened in and nowhere else", async () => {
  const [one, other] = [await organization(), await organization()];
  for (const { callAs } of [one, other]) {
    const admin = await callAs("Vera Lind", ["administrator"]);
    for (const name of ["Bank", "Post"]) await admin("POST", "/projects", { name });
  }
  await tamper(
    database.owner,
    `update audit_event set type = 'project.removed' where sequence = 2 and organization_id = '${one.organizationId}'`,
  );
  const answers = await Promise.all(
    [one, other].map(async ({ callAs }) => {
      const auditor = await callAs("Aud Itor", ["auditor"]);
      return (await auditor("POST", "/audit-events/verify")).body;
    }),
  );
  expect(answers[0]).toMatchObject({
    ok: false,
    problems: [{ chain: "organization", sequence: 2, kind: "changed", message: expect.any(String) }],
  });
  expect(answers[1]).toMatchObject({ ok: true });
});
