import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeComponent, makeMember, makeProject } from "@/db/testing/world";
import { closeOverdue } from "@/lib/approvals/close-overdue";
import { answer, approvedByOne, makeScene } from "@/lib/approvals/testing/scene";
import { loadDeliveries } from "./loaders";
import { redeliverMessage } from "./redeliver-message";
import { switchWebhook } from "./switch-webhook";
import { makeListening } from "./testing/listening";

/** Whom webhooks tell, of what and in which words (api.md): through the write path on real Postgres, to a real server. */
const database = useDatabase();
process.env.ALLOW_LOCAL_GIT = "1";

test("a request is told of from its opening to what was done with its approval, in order, each event once", async () => {
  const { scene, receiver, subscribe, deliverAll, deliveries, promoted, told } =
    await makeListening(database);
  const webhook = await subscribe();
  await scene.ask(scene.dev);
  await scene.comment(scene.rune);
  await scene.vote(scene.rune, "approve");
  await promoted("failed");
  await promoted("delivered");
  await deliverAll();
  await deliverAll();
  expect(told()).toEqual([
    ...approvedByOne,
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
  const { scene, subscribe, deliverAll, told } = await makeListening(database);
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
  const { scene, subscribe, deliverAll, told } = await makeListening(database);
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
  const { scene, receiver, subscribe, deliverAll, promoted } = await makeListening(database);
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

test("a webhook is told of its project and of its events alone, and nobody else's organization is told", async () => {
  const { scene, subscribe, deliverAll, deliveries, told } = await makeListening(database);
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

test("two of the same decision at the same instant promise each webhook each event once", async () => {
  const { scene, subscribe, deliveries } = await makeListening(database);
  const webhook = await subscribe({ events: ["request.approved", "request.cancelled"] });
  await scene.ask(scene.dev);
  await Promise.all([
    scene.vote(scene.rune, "approve"),
    scene.vote(scene.ada, "approve"),
    scene.cancel(scene.dev),
  ]);
  expect(await deliveries(webhook)).toHaveLength(1);
});
