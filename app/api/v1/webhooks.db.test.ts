import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeMember, makeRole } from "@/db/testing/world";
import { makeScene, type Scene } from "@/lib/approvals/testing/scene";
import type { TokenScope } from "@/lib/auth/token-scopes";
import type { Caller } from "@/lib/directory/caller";
import { doEffect } from "@/lib/jobs/tasks";
import type { EffectId } from "@/lib/kernel/ids";
import { type Call, callerOf, makeToken } from "./_testing/as-token";

/** Webhooks as an administrator manages them over HTTP. Nothing of it leaves the machine: receivers are private. */
const database = useDatabase();
let scene: Scene;
let admin: Call;

async function callAs(member: Caller["member"], scopes: TokenScope[] = []) {
  return callerOf((await makeToken(database.db, scene.world.organizationId, member.id, scopes)).token);
}

beforeEach(async () => {
  scene = await makeScene(database.db);
  admin = await callAs(scene.admin);
});
afterEach(() => vi.restoreAllMocks());

const wanted = { url: "https://ci.example.com/hooks?key=abc", events: ["request.approved"], project: "shop" };

test("a webhook is made, told with its secret once, listed without, switched off and on", async () => {
  const made = await admin("POST", "/webhooks", wanted);
  const { secret, ...shown } = made.body;
  expect(made.status).toBe(201);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(shown).toMatchObject({ ...wanted, createdBy: { name: "Vera Lind" }, disabledAt: null });
  expect((await admin("GET", "/webhooks")).body).toEqual({ items: [shown], nextCursor: null });
  const path = `/webhooks/${shown.id}`;
  const off = await admin("PATCH", path, { disabled: true });
  expect(off.body).toMatchObject({
    disabledAt: expect.any(String),
    disabledBecause: "Turned off by Vera Lind.",
  });
  expect((await admin("PATCH", path, { disabled: false })).body).toEqual(shown);
  expect((await admin("GET", path)).body).toEqual(shown);
  expect((await admin("GET", `${path}/deliveries`)).body).toEqual({ items: [], nextCursor: null });
});

test("the secret is in no other answer, no log line, and nowhere in the database in clear", async () => {
  const lines: unknown[][] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((...args: unknown[]) => lines.push(args) > 0);
  for (const name of ["log", "warn", "error"] as const)
    vi.spyOn(console, name).mockImplementation((...args: unknown[]) => void lines.push(args));
  const key = { "Idempotency-Key": "once" };
  const receiver = "https://127.0.0.1:1/";
  const refused = await admin("POST", "/webhooks", { url: receiver }, key);
  expect(refused.status).toBe(422);
  const made = await admin("POST", "/webhooks", { ...wanted, events: [] }, key);
  const { id, secret } = made.body;
  expect((await admin("POST", "/webhooks", { ...wanted, events: [] }, key)).body).toEqual(made.body);
  // Stored before the rules were narrowed: refused when it is sent.
  await database.pool.query("update webhook set url = $1 where id = $2", [receiver, id]);
  await scene.ask(scene.dev);
  const effects = await database.pool.query<{ id: EffectId }>(
    "select id from effect where kind = 'webhook.deliver' and recipient = $1 order by id",
    [id],
  );
  for (const effect of effects.rows) await doEffect(database.db, effect.id, new AbortController().signal);
  const answers = [
    await admin("GET", "/webhooks"),
    await admin("GET", `/webhooks/${id}`),
    await admin("GET", `/webhooks/${id}/deliveries`),
    await admin("POST", `/webhooks/${id}/deliveries/${effects.rows[0]?.id}/redeliver`),
    await admin("PATCH", `/webhooks/${id}`, { disabled: true }),
    await admin("GET", "/audit-events"),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(answers[2]?.body.items).toHaveLength(2);
  expect(answers[2]?.body.items[0].attempts[0].error).toContain("is in a private network");
  const { rows: tables } = await database.owner.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)",
  );
  const stored = await Promise.all(tables.map(({ name }) => database.owner.query(`select * from ${name}`)));
  const everything = JSON.stringify([answers.map(({ body }) => body), stored.map(({ rows }) => rows), lines]);
  const bare = secret.slice("whsec_".length);
  expect(everything).toContain(id);
  expect(JSON.stringify(answers[5]?.body)).not.toContain("key=abc");
  expect(everything).not.toContain(bare);
  expect(everything).not.toContain(Buffer.from(bare, "base64").toString("hex"));
});

test.each([
  [{ url: "http://ci.example.com/" }, "url", "Use https"],
  [{ url: "https://localhost/" }, "url", "WEBHOOK_ALLOW_PRIVATE"],
  [{ url: "https://[::ffff:10.0.0.1]/" }, "url", "WEBHOOK_ALLOW_PRIVATE"],
  [{ url: "https://169.254.169.254/" }, "url", "link-local or reserved"],
  [{ url: 5 }, "url", "type string"],
  [{ url: undefined }, "url", "needed"],
  [{ events: ["request.deleted"] }, "events.0", ""],
  [{ project: "nowhere" }, "project", "There is no project"],
  [{ secret: "whsec_mine" }, "secret", ""],
])("what is wrong with %j is said at its field", async (wrong, path, remedy) => {
  const { status, body } = await admin("POST", "/webhooks", { ...wanted, ...wrong });
  expect([status, body.code, body.errors[0].path]).toEqual([422, "invalid_input", path]);
  expect(body.errors[0].message).toContain(remedy);
});

test("only who manages workflows and may read everything gets to webhooks, token and member alike", async () => {
  const { id } = (await admin("POST", "/webhooks", wanted)).body;
  const { world } = scene;
  const manager = await makeMember(world, "Sol Okafor", [await makeRole(world, "Managers")]);
  await database.pool.query("update role set permissions = '{workflow.manage}' where name = 'Managers'");
  const projectAdmin = await makeMember(world, "Pia Holm", [{ role: "administrator", project: world.shop }]);
  const barred = [
    await callAs(scene.dev),
    await callAs(await makeMember(world, "Ali Reza", ["auditor"])),
    await callAs(manager),
    await callAs(projectAdmin),
    await callAs(scene.admin, ["workflow.manage"]),
  ];
  for (const call of barred)
    for (const [method, path, body] of [
      ["GET", "/webhooks"],
      ["POST", "/webhooks", wanted],
      ["GET", `/webhooks/${id}`],
      ["PATCH", `/webhooks/${id}`, { disabled: true }],
      ["GET", `/webhooks/${id}/deliveries`],
      ["POST", `/webhooks/${id}/deliveries/eff_1/redeliver`],
    ] as const)
      expect(await call(method, path, body), path).toMatchObject({
        status: 403,
        body: { code: "not_permitted" },
      });
  const narrow = await callAs(scene.admin, ["workflow.manage", "request.read", "catalog.read"]);
  expect((await narrow("GET", `/webhooks/${id}`)).status).toBe(200);
});

test("what does not exist is not found, and there is an end to how many are on", async () => {
  expect((await admin("GET", "/webhooks/whk_1")).status).toBe(404);
  expect((await admin("PATCH", "/webhooks/whk_1", { disabled: true })).status).toBe(404);
  expect((await admin("GET", "/webhooks/whk_1/deliveries")).status).toBe(404);
  const ids: string[] = [];
  for (let made = 0; made < 20; made++) ids.push((await admin("POST", "/webhooks", wanted)).body.id);
  expect((await admin("POST", `/webhooks/${ids[0]}/deliveries/eff_1/redeliver`)).status).toBe(404);
  const full = await admin("POST", "/webhooks", wanted);
  expect(full).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining("at most 20 webhooks") },
  });
  await admin("PATCH", `/webhooks/${ids[0]}`, { disabled: true });
  expect((await admin("POST", "/webhooks", wanted)).status).toBe(201);
  expect((await admin("PATCH", `/webhooks/${ids[0]}`, { disabled: false })).status).toBe(422);
  const first = await admin("GET", "/webhooks?limit=20");
  const rest = await admin("GET", `/webhooks?limit=20&cursor=${first.body.nextCursor}`);
  expect([first.body.items.length, rest.body.items.map(({ id }: { id: string }) => id)]).toEqual([
    20,
    [ids[0]],
  ]);
  expect((await admin("GET", "/webhooks?cursor=x")).status).toBe(422);
});
