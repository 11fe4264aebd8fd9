import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeComponent, makeMember, makeProject } from "@/db/testing/world";
import { closeOverdue } from "@/lib/approvals/close-overdue";
import { answer, makeScene, type Person, type Scene } from "@/lib/approvals/testing/scene";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { findDeployment } from "@/lib/deploy/store";
import { doEffect } from "@/lib/jobs/tasks";
import type { EffectId } from "@/lib/kernel/ids";
import { createWebhook } from "./create-webhook";
import { webhookInput } from "./input";
import { loadDeliveries, loadWebhook } from "./loaders";
import { redeliverMessage } from "./redeliver-message";
import { switchWebhook } from "./switch-webhook";
import { type Receiver, startReceiver } from "./testing/receiver";

/** Outbound webhooks (api.md): through the write path on real Postgres, to a real server. */
const database = useDatabase();
process.env.ALLOW_LOCAL_GIT = "1";
let scene: Scene;
let receiver: Receiver;

beforeEach(async () => {
  scene = await makeScene(database.db);
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

async function subscribe(
  more: object = {},
  { as = scene.admin, of = scene }: { as?: Person; of?: Scene } = {},
) {
  const made = await createWebhook(
    of.db,
    await of.as(as),
    webhookInput.parse({ url: receiver.url, ...more }),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value;
}

/** The messages that are promised, in their order: each done once, as its job would. */
async function deliverAll(): Promise<void> {
  const { rows } = await database.pool.query<{ id: EffectId }>(
    "select id from effect where kind = 'webhook.deliver' and organization_id = $1 and done_at is null order by id",
    [scene.world.organizationId],
  );
  for (const { id } of rows) await doEffect(database.db, id, new AbortController().signal);
}

const told = () => receiver.received.map(({ message }) => message.customData.event);

async function deliveries(webhook: { id: string }) {
  const page = await loadDeliveries(await scene.as(scene.admin), { id: webhook.id, limit: 100 });
  if (!page.ok) throw new Error(page.refusal.code);
  return page.value.items;
}

async function promoted(outcome: "delivered" | "failed") {
  const started = await scene.promote(scene.dev, { request: 1 });
  if (!started.ok) throw new Error(answer(started));
  const row = await findDeployment(scene.db, scene.world.organizationId, started.value);
  if (!row) throw new Error("it was started");
  const result = outcome === "delivered" ? { outcome, reference: "abc" } : { outcome, reason: "No space" };
  await finishDeployment(scene.db, row, result);
}

test("a request is told of from its opening to what was done with its approval, in order, each event once", async () => {
  const webhook = await subscribe();
  await scene.ask(scene.dev);
  await scene.comment(scene.rune);
  await scene.vote(scene.rune, "approve");
  await promoted("failed");
  await promoted("delivered");
  await deliverAll();
  await deliverAll();
  expect(told()).toEqual([
    "request.opened",
    "step.opened",
    "vote.cast",
    "step.approved",
    "request.approved",
    "approval.used",
    "deployment.started",
    "deployment.failed",
    "approval.failed",
    "approval.used",
    "deployment.started",
    "deployment.finished",
    "approval.finished",
  ]);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(13);
  expect((await deliveries(webhook)).every(({ state }) => state === "delivered")).toBe(true);
});

test("cancelling, rejecting, overriding and revoking are told of", async () => {
  await subscribe({
    events: ["request.cancelled", "request.rejected", "request.overridden", "approval.revoked"],
  });
  await scene.ask(scene.dev);
  await scene.cancel(scene.dev);
  await scene.ask(scene.dev);
  await scene.vote(scene.rune, "reject", { number: 2 });
  const deputy = await makeMember(scene.world, "Sol Okafor", ["administrator"]);
  await scene.ask(scene.dev);
  expect(answer(await scene.override(deputy, "approve", "Sunday", 3))).toBe("ok");
  expect(answer(await scene.revoke(scene.admin, "Monday", 3))).toBe("ok");
  await deliverAll();
  expect(told()).toEqual(["request.cancelled", "request.rejected", "request.overridden", "approval.revoked"]);
});

test("what the clock ends is told of: a request that expires, an approval that lapses", async () => {
  await subscribe({ events: ["request.expired", "approval.lapsed"] });
  const past = (hours: number) => () => new Date(Date.now() - hours * 3_600_000);
  await scene.ask(scene.dev, {}, past(80));
  await closeOverdue(database.db);
  await scene.ask(scene.dev, {}, past(40));
  await scene.vote(scene.rune, "approve", { number: 2 }, past(39));
  await closeOverdue(database.db);
  await deliverAll();
  expect(told()).toEqual(["request.expired", "approval.lapsed"]);
});

test("each message shows the request as it was right after its event, however late it is sent", async () => {
  await subscribe({ events: ["request.opened", "vote.cast", "request.approved", "deployment.started"] });
  await scene.ask(scene.dev, {}, undefined, { message: "Needed today" });
  await scene.vote(scene.rune, "approve");
  await promoted("delivered");
  await deliverAll();
  const [opened, cast, approved, started] = receiver.received.map(({ message }) => message);
  const source = `http://localhost:3000/${scene.world.slug}`;
  expect(opened).toMatchObject({
    context: { version: "0.4.1", source, type: "dev.cdeventsx.countersign-request.opened.0.1.0" },
    subject: { id: "1", source, type: "countersign-request" },
    customData: { url: `${source}/approvals/requests/1`, record: { sequence: 1, type: "request.opened" } },
  });
  expect(opened.subject.content).toMatchObject({
    number: 1,
    message: "Needed today",
    subject: { project: "shop", component: "checkout", from: "staging", to: "production", build: 47 },
    requester: { name: "Ines Duarte" },
    votes: [],
  });
  expect(opened.subject.content).not.toHaveProperty("can");
  expect(cast.subject.content).toMatchObject({
    state: "waiting",
    votes: [{ voter: { name: "Rune Kvist" } }],
  });
  expect(approved.subject.content).toMatchObject({
    state: "approved",
    use: "ready",
    steps: [{ state: "approved" }],
  });
  expect(started).toMatchObject({
    context: { type: "dev.cdeventsx.countersign-deployment.started.0.1.0" },
    subject: { content: { state: "running", finishedAt: null, request: 1, environment: "production" } },
  });
  expect(started.subject.id).toBe(started.subject.content.id);
});

test("a message is signed with the secret that was shown once: a receiver's own library takes it, and no other's", async () => {
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

test("a webhook is told of its project and of its events alone, and nobody else's organization is told", async () => {
  const billing = await makeProject(scene.world, "billing");
  await makeComponent(scene.world, billing, "invoices", Object.values(scene.world.environments));
  const other = await makeScene(database.db);
  const mine = await subscribe({ project: "shop" });
  const narrow = await subscribe({ events: ["request.cancelled"] });
  const elsewhere = await subscribe({ project: "billing" });
  const theirs = await subscribe({}, { of: other, as: other.admin });
  await scene.ask(scene.dev);
  await deliverAll();
  expect(told()).toEqual(["request.opened", "step.opened"]);
  expect(await deliveries(mine)).toHaveLength(2);
  expect(await deliveries(narrow)).toEqual([]);
  expect(await deliveries(elsewhere)).toEqual([]);
  const caller = await other.as(other.admin);
  expect(await loadDeliveries(caller, { id: theirs.id, limit: 100 })).toMatchObject({ value: { items: [] } });
  expect(answer(await loadDeliveries(caller, { id: mine.id, limit: 100 }))).toBe("not_found");
  expect(answer(await switchWebhook(database.db, caller, { id: mine.id, disabled: true }))).toBe("not_found");
  const [delivery] = await deliveries(mine);
  const redelivery = { id: mine.id, delivery: delivery?.id ?? "" };
  expect(answer(await redeliverMessage(database.db, caller, redelivery))).toBe("not_found");
  expect(answer(await redeliverMessage(database.db, caller, { ...redelivery, id: theirs.id }))).toBe(
    "not_found",
  );
});

test("what fails is tried again by the schedule under the same id, and given up after about a day", async () => {
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

test("two of the same decision at the same instant promise each webhook each event once", async () => {
  const webhook = await subscribe({ events: ["request.approved", "request.cancelled"] });
  await scene.ask(scene.dev);
  await Promise.all([
    scene.vote(scene.rune, "approve"),
    scene.vote(scene.ada, "approve"),
    scene.cancel(scene.dev),
  ]);
  expect(await deliveries(webhook)).toHaveLength(1);
});

test("a secret that cannot be read any more is told as that, and nothing is sent unsigned", async () => {
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
