import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { answer } from "@/lib/approvals/testing/scene";
import { loadWebhook } from "./loaders";
import { redeliverMessage } from "./redeliver-message";
import { switchWebhook } from "./switch-webhook";
import { makeListening } from "./testing/listening";

/** How messages reach a receiver, and what becomes of those that do not: signatures, retries, redeliveries, 410. */
const database = useDatabase();
process.env.ALLOW_LOCAL_GIT = "1";

test("a message is signed with the secret that was shown once: a receiver's own library takes it, and no other's", async () => {
  const { scene, receiver, subscribe, deliverAll } = await makeListening(database);
  const webhook = await subscribe();
  const stranger = await subscribe({ events: ["deployment.failed"] });
  await scene.ask(scene.dev);
  await deliverAll();
  const [first] = receiver.received;
  const headers = first?.headers as Record<string, string>;
  expect(new Webhook(webhook.secret).verify(first?.body ?? "", headers)).toEqual(first?.message);
  expect(headers["webhook-id"]).toBe(first?.message.context.id);
  expect(() => new Webhook(stranger.secret).verify(first?.body ?? "", headers)).toThrow();
});

test("what fails is tried again by the schedule under the same id, and given up after about a day", async () => {
  const { scene, receiver, subscribe, deliverAll, deliveries } = await makeListening(database);
  const webhook = await subscribe({ events: ["request.opened"] });
  await scene.ask(scene.dev);
  receiver.answer(500);
  await deliverAll();
  const [failed] = await deliveries(webhook);
  expect(failed).toMatchObject({
    state: "pending",
    attempts: [{ attempt: 1, delivered: false, status: 500, answer: "noted", error: null }],
  });
  const wait = (failed?.nextAttemptAt?.getTime() ?? 0) - Date.now();
  expect(wait).toBeGreaterThan(3000);
  expect(wait).toBeLessThan(5001);
  const { rows } = await database.pool.query(
    "select run_at > now() + interval '3 seconds' as later from graphile_worker.jobs where key = $1",
    [failed?.id],
  );
  expect(rows).toEqual([{ later: true }]);
  receiver.answer((response) => response.writeHead(302, { location: receiver.url }).end());
  for (let attempt = 2; attempt <= 8; attempt++) await deliverAll();
  expect(await deliveries(webhook)).toMatchObject([
    { state: "failed", reason: "Given up after 8 attempts: the receiver answered 302.", nextAttemptAt: null },
  ]);
  await deliverAll();
  expect(receiver.received).toHaveLength(8);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
});

test("redelivering sends the same message again, also one that was delivered or given up", async () => {
  const { scene, receiver, subscribe, deliverAll, deliveries } = await makeListening(database);
  const webhook = await subscribe({ events: ["request.opened"] });
  await scene.ask(scene.dev);
  await deliverAll();
  const [delivered] = await deliveries(webhook);
  const again = { id: webhook.id, delivery: delivered?.id ?? "" };
  const asAdmin = await scene.as(scene.admin);
  expect(await redeliverMessage(database.db, asAdmin, again)).toMatchObject({ value: { state: "pending" } });
  await deliverAll();
  const [first, second] = receiver.received;
  expect([second?.id, second?.body]).toEqual([first?.id, first?.body]);
  expect(await deliveries(webhook)).toMatchObject([
    { state: "delivered", attempts: [{ attempt: 1 }, { attempt: 2 }] },
  ]);
});

test("410 turns the webhook off, says so, and leaves nothing to be sent; turned on it is told of what comes", async () => {
  const { scene, receiver, subscribe, deliverAll, deliveries, told } = await makeListening(database);
  const webhook = await subscribe({ events: ["request.opened", "step.opened", "request.cancelled"] });
  await scene.ask(scene.dev);
  receiver.answer(410);
  await deliverAll();
  await scene.cancel(scene.dev);
  await deliverAll();
  expect(told()).toEqual(["request.opened"]);
  const asAdmin = await scene.as(scene.admin);
  const gone = "The receiver answered 410 Gone: it wants no more messages.";
  expect(await loadWebhook(asAdmin, webhook)).toMatchObject({ value: { disabledBecause: gone } });
  const [second, first] = await deliveries(webhook);
  expect([first, second]).toMatchObject([
    { state: "failed", reason: gone },
    { state: "failed", reason: "The webhook is off." },
  ]);
  const again = { id: webhook.id, delivery: second?.id ?? "" };
  expect(answer(await redeliverMessage(database.db, asAdmin, again))).toBe("invalid_input");
  await switchWebhook(database.db, asAdmin, { id: webhook.id, disabled: false });
  receiver.answer(200);
  await redeliverMessage(database.db, asAdmin, again);
  await deliverAll();
  expect(told()).toEqual(["request.opened", "step.opened"]);
  const { rows } = await database.pool.query(
    "select type, actor ->> 'name' as who from audit_event where organization_id = $1 and type like 'webhook.%' order by sequence",
    [scene.world.organizationId],
  );
  expect(rows.map(({ type, who }) => `${type} by ${who}`)).toEqual([
    "webhook.created by Vera Lind",
    "webhook.disabled by Countersign",
    "webhook.enabled by Vera Lind",
  ]);
});

test("a secret that cannot be read any more is told as that, and nothing is sent unsigned", async () => {
  const { scene, receiver, subscribe, deliverAll, deliveries } = await makeListening(database);
  const webhook = await subscribe({ events: ["request.opened"] });
  await database.pool.query(
    "update webhook set secret = (select secret from webhook where id <> $1 limit 1) where id = $1",
    [webhook.id],
  );
  await scene.ask(scene.dev);
  await deliverAll();
  expect(receiver.received).toEqual([]);
  expect(await deliveries(webhook)).toMatchObject([
    { state: "pending", attempts: [{ status: null, error: expect.stringContaining("Make a new webhook") }] },
  ]);
});
