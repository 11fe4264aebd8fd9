import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { databasePool } from "@/db/client";
import { useDatabase } from "@/db/testing/database";
import { takeRole } from "@/db/testing/world";
import { awaitChange } from "@/lib/approvals/await-change";
import { makeScene, type Person, type Scene } from "@/lib/approvals/testing/scene";
import { makeToken } from "./_testing/as-token";
import { serveApi } from "./_testing/serve";

const database = useDatabase();
let served: Awaited<ReturnType<typeof serveApi>>;
let scene: Scene;

beforeAll(async () => {
  served = await serveApi();
  // Whoever waits holds no connection: everybody here shares one.
  Object.assign(databasePool().options, { max: 1, connectionTimeoutMillis: 5000 });
});
afterAll(() => served.close());

beforeEach(async () => {
  scene = await makeScene(database.db, { workflow: "external" });
  await scene.ask(scene.dev);
});

async function waiting(person: Person, seconds: number | string, signal?: AbortSignal) {
  const { token } = await makeToken(database.db, scene.world.organizationId, person.id);
  const began = performance.now();
  const response = await fetch(`${served.url}/approval-requests/1?wait=${seconds}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: signal ?? null,
  });
  const body = await response.json();
  const answeredAt = performance.now();
  return { status: response.status, body, answeredAt, took: answeredAt - began };
}
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("it answers when the request is decided, long before the wait is over", async () => {
  const polls = Promise.all([1, 2, 3, 4, 5].map(() => waiting(scene.dev, 30)));
  await later(400);
  const votedAt = performance.now();
  await scene.vote(scene.rune, "approve");
  for (const { body, took, answeredAt } of await polls) {
    expect(body).toMatchObject({ state: "approved", use: "ready" });
    expect(took).toBeLessThan(20_000);
    expect(answeredAt).toBeGreaterThan(votedAt);
  }
});

test("it answers when a use has ended", async () => {
  await scene.vote(scene.rune, "approve");
  const used = await scene.spend(scene.dev);
  if (!used.ok) throw new Error("it is ready");
  const poll = waiting(scene.dev, 30);
  await later(400);
  await scene.complete(scene.dev, used.value.useId, "failed");
  expect(await poll).toMatchObject({ status: 200, body: { use: "ready" } });
});

test("it answers when the time to decide has run out, whether or not a sweeper has run", async () => {
  await database.pool.query(
    "update approval_request set expires_at = clock_timestamp() + interval '1 second' where organization_id = $1",
    [scene.world.organizationId],
  );
  const { body, took } = await waiting(scene.dev, 30);
  expect(body.state).toBe("expired");
  expect(took).toBeLessThan(20_000);
});

test("else after the wait, with what is so then", async () => {
  const { status, body, took } = await waiting(scene.dev, 1);
  expect([status, body.state]).toEqual([200, "waiting"]);
  expect(took).toBeGreaterThanOrEqual(990);
});

test("what is decided and not being used is answered at once", async () => {
  await scene.vote(scene.rune, "reject");
  expect((await waiting(scene.dev, 30)).took).toBeLessThan(10_000);
});

test("who may not see it any more is told so", async () => {
  const poll = waiting(scene.other, 30);
  await later(400);
  await takeRole(scene.world, scene.other.id, "developer");
  await scene.vote(scene.rune, "approve");
  expect(await poll).toMatchObject({ status: 404, body: { code: "not_found" } });
});

test.each(["31", "-1", "1.5", "soon"])("a wait of %s is not understood", async (seconds) => {
  expect(await waiting(scene.dev, seconds)).toMatchObject({
    status: 422,
    body: { code: "invalid_input", errors: [{ path: "wait" }] },
  });
});

describe("whoever goes away", () => {
  async function waiters() {
    const { rows } = await database.pool.query("select id from approval_request where organization_id = $1", [
      scene.world.organizationId,
    ]);
    const ended = new AbortController();
    return {
      ended,
      /** Does somebody who begins to wait now still wait a moment later? */
      async waits(signal = ended.signal) {
        const how = { milliseconds: 30_000, signal };
        const wait = awaitChange(database.db, { id: rows[0].id, known: "waiting none" }, how);
        return Promise.race([wait.then(() => false), later(300).then(() => true)]);
      },
    };
  }

  test("is not waited for", async () => {
    const { ended, waits } = await waiters();
    expect(await waits()).toBe(true);
    ended.abort();
    expect(await waits()).toBe(false);
  });

  test("makes room over HTTP, too; those who are too many are answered at once", async () => {
    const { ended, waits } = await waiters();
    const gone = new AbortController();
    const poll = waiting(scene.dev, 30, gone.signal).catch(() => "gone");
    await later(500);
    const many = await Promise.all(Array.from({ length: 499 }, () => waits()));
    expect(many.every(Boolean)).toBe(true);
    expect(await waits()).toBe(false);
    gone.abort();
    expect(await poll).toBe("gone");
    await later(300);
    expect(await waits()).toBe(true);
    ended.abort();
  });
});
