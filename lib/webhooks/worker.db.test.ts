import { mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeScene, type Scene } from "@/lib/approvals/testing/scene";
import { killed, secondsLater, workerProcesses } from "@/lib/jobs/testing/worker-process";
import { startWorker } from "@/lib/jobs/worker";
import type { WebhookEvent } from "./core/webhook-events";
import { createWebhook } from "./create-webhook";
import { loadDeliveries } from "./loaders";
import { type Receiver, startReceiver } from "./testing/receiver";

/** Messages as real workers send them: in order, again after a failure, and again after a worker's death. */
const database = useDatabase();
const processes = workerProcesses(database);
const data = mkdtempSync(join(tmpdir(), "webhooks-"));
Object.assign(process.env, { ALLOW_LOCAL_GIT: "1", COUNTERSIGN_DATA_DIR: data });
afterAll(() => rmSync(data, { recursive: true }));
let scene: Scene;
let receiver: Receiver;
const stops: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  scene = await makeScene(database.db);
  receiver = await startReceiver();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await receiver.stop();
});

async function subscribe(events: WebhookEvent[] = []): Promise<string> {
  const made = await createWebhook(database.db, await scene.as(scene.admin), { url: receiver.url, events });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}

async function worker(): Promise<void> {
  const { stop } = await startWorker({ connectionString: database.connectionString });
  stops.push(stop);
}

async function states(id: string): Promise<string[]> {
  const page = await loadDeliveries(await scene.as(scene.admin), { id, limit: 100 });
  if (!page.ok) throw new Error(page.refusal.code);
  return page.value.items.map(({ state, attempts }) => `${state} after ${attempts.length}`);
}

const patience = { timeout: 30_000, interval: 20 };

test("a receiver is told one thing after the other, in the order in which they happened, however slow it is", async () => {
  await subscribe();
  for (let number = 1; number <= 4; number++) {
    await scene.ask(scene.dev);
    await scene.cancel(scene.dev, number);
  }
  let atOnce = 0;
  let most = 0;
  receiver.answer((response) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    setTimeout(() => {
      atOnce -= 1;
      response.writeHead(200).end();
    }, 20);
  });
  await worker();
  await vi.waitFor(() => expect(receiver.received).toHaveLength(12), patience);
  const told = receiver.received.map(({ message }) => `${message.subject.id} ${message.customData.event}`);
  const expected = Array.from({ length: 4 }, (_, index) =>
    ["request.opened", "step.opened", "request.cancelled"].map((event) => `${index + 1} ${event}`),
  );
  expect(told).toEqual(expected.flat());
  expect(most).toBe(1);
});

test("after a 500 the worker sends it again by itself", async () => {
  const id = await subscribe(["request.opened"]);
  receiver.answer(500);
  await worker();
  await scene.ask(scene.dev);
  await vi.waitFor(async () => expect(await states(id)).toEqual(["pending after 1"]), patience);
  receiver.answer(200);
  // As if the five seconds had passed.
  await vi.waitFor(async () => {
    const { rowCount } = await database.pool.query(
      "update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()",
    );
    expect(rowCount).toBe(1);
  }, patience);
  await vi.waitFor(async () => expect(await states(id)).toEqual(["delivered after 2"]), patience);
  expect(new Set(receiver.received.map((one) => one.id)).size).toBe(1);
});

test("a receiver that hangs keeps nobody waiting but itself", async () => {
  const hanging: ServerResponse[] = [];
  receiver.answer((response) => hanging.push(response));
  for (let hook = 0; hook < 3; hook++) await subscribe(["request.opened"]);
  const quick = await startReceiver();
  stops.push(() => quick.stop());
  const wanted = { url: quick.url, events: ["request.cancelled" as const] };
  await createWebhook(database.db, await scene.as(scene.admin), wanted);
  await worker();
  await scene.ask(scene.dev);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(3), patience);
  await scene.cancel(scene.dev);
  await vi.waitFor(() => expect(quick.received).toHaveLength(1), patience);
  for (const response of hanging) response.writeHead(200).end();
});

test("a worker killed between message and answer: the next sends the same message, with the same id", async () => {
  const id = await subscribe(["request.opened"]);
  await scene.ask(scene.dev);
  receiver.answer(() => undefined);
  const first = processes.start();
  stops.push(() => processes.killAll());
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), patience);
  await killed(first);
  receiver.answer(200);
  await secondsLater(database);
  await worker();
  await vi.waitFor(async () => expect(await states(id)).toEqual(["delivered after 1"]), patience);
  const [one, other] = receiver.received;
  expect([other?.id, other?.body]).toEqual([one?.id, one?.body]);
  expect(receiver.received).toHaveLength(2);
}, 90_000);
