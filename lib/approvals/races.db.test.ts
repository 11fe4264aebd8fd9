import { expect, test } from "vitest";
import { databaseOf } from "@/db/client";
import { meetAtLock, waitingAtLocks } from "@/db/testing/barrier";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, eventsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { disable } from "@/db/testing/world";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { answer, makeScene, type Scene, sceneOn } from "./testing/scene";

/**
 * Two at the same instant: each on a connection of its own, held at the row's lock until both have come to it. One wins,
 * the other is told what is true then (engine.md, rule 14). `races-deciding`, `races-opening` and `lib/deploy/races` run
 * the like hundreds of times, and show that they fail without their locks.
 */
const database = useDatabase();

const theRequest = ({ world }: Scene) => ({
  table: "approval_request" as const,
  where: "organization_id = $1",
  values: [world.organizationId],
});
const production = ({ world }: Scene) => ({
  table: "component_environment" as const,
  where: "organization_id = $1 and environment_id = $2",
  values: [world.organizationId, world.environments.production],
});
/** Who acts here acts in another process: votes of one process on one request do not meet at its lock. */
const elsewhere = (scene: Scene) => sceneOn(scene, databaseOf(database.pool));
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);
const events = ({ world }: Scene) => eventsOf(database.pool, world.organizationId);

async function asked(wish: Parameters<typeof makeScene>[1] = {}) {
  const scene = await makeScene(database.db, wish);
  expect(answer(await scene.ask(scene.dev))).toBe("ok");
  return scene;
}

test("G3 two people click Promote at the same instant: the approval is used once", async () => {
  const scene = await asked();
  await scene.vote(scene.rune, "approve");
  const both = await meetAtLock(database.pool, production(scene), 2, () => [
    scene.promote(scene.dev, { request: 1 }),
    scene.promote(scene.other, { request: 1 }),
  ]);
  expect(both.map(answer).sort()).toEqual(["approval_running", "ok"]);
  expect(await deploymentsOf(database.pool, scene.world.organizationId)).toEqual([
    "promote #47 grant running",
  ]);
  expect((await events(scene)).filter((type) => type === "approval.used")).toHaveLength(1);
});

test("G9 two votes at the same instant: the later one counts the earlier, and the request is approved once", async () => {
  const scene = await asked({ requirement: { requiredApprovals: 2 } });
  const both = await meetAtLock(database.pool, theRequest(scene), 2, () => [
    scene.vote(scene.rune, "approve"),
    elsewhere(scene).vote(scene.ada, "approve"),
  ]);
  expect(both.map(answer)).toEqual(["ok", "ok"]);
  expect(await requests(scene)).toEqual(["#1 approved ready"]);
  expect((await events(scene)).filter((type) => type === "request.approved")).toHaveLength(1);
});

test("G9 a reviewer disabled while their vote waits for the lock: it does not count", async () => {
  const scene = await asked({ requirement: { requiredApprovals: 2 } });
  const both = await meetAtLock(
    database.pool,
    theRequest(scene),
    2,
    () => [scene.vote(scene.rune, "approve"), elsewhere(scene).vote(scene.ada, "approve")],
    () => disable(scene.world, scene.ada.id),
  );
  expect(both.map(answer)).toEqual(["ok", "not_found"]);
  expect(await requests(scene)).toEqual(["#1 waiting none"]);
});

test("G9 the deadline passes while a vote waits for the lock: it is too late", async () => {
  const scene = await makeScene(database.db);
  let now = new Date();
  await scene.ask(scene.dev, {}, () => now);
  const [voted] = await meetAtLock(
    database.pool,
    theRequest(scene),
    1,
    () => [scene.vote(scene.rune, "approve", {}, () => now)],
    async () => {
      now = new Date(now.getTime() + 72 * 3_600_000);
    },
  );
  expect(answer(voted)).toBe("request_expired");
});

test("one person's two votes at the same instant: one replaces the other", async () => {
  const scene = await asked({ requirement: { requiredApprovals: 2, requiredRejections: 2 } });
  const both = await meetAtLock(database.pool, theRequest(scene), 2, () => [
    scene.vote(scene.rune, "approve"),
    elsewhere(scene).vote(scene.rune, "reject"),
  ]);
  expect(both.map(answer)).toEqual(["ok", "ok"]);
  const { rows } = await database.pool.query(
    "select replaced_at is null as counts from vote where organization_id = $1 order by sequence",
    [scene.world.organizationId],
  );
  expect(rows.map(({ counts }) => counts)).toEqual([false, true]);
});

test("two developers ask for the same at the same instant: one request, and the other is told its number", async () => {
  const scene = await makeScene(database.db);
  const both = await meetAtLock(database.pool, production(scene), 2, () => [
    scene.ask(scene.dev),
    scene.ask(scene.other),
  ]);
  expect(both.map(answer).sort()).toEqual(["ok", "request_exists"]);
  expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { facts: { number: 1 } } });
  expect(await requests(scene)).toEqual(["#1 waiting none"]);
});

test("a vote and a cancellation at the same instant: one decides, the other finds the request closed", async () => {
  const scene = await asked();
  const both = await meetAtLock(database.pool, theRequest(scene), 2, () => [
    scene.vote(scene.rune, "approve"),
    scene.cancel(scene.dev),
  ]);
  expect(both.map(answer).sort()).toEqual(["ok", "request_closed"]);
  const [closed] = await requests(scene);
  expect(closed).toBe(both[0]?.ok ? "#1 approved ready" : "#1 cancelled none");
});

test("an approval and a rejection at the same instant: one decision", async () => {
  const scene = await asked();
  const both = await meetAtLock(database.pool, theRequest(scene), 2, () => [
    scene.vote(scene.rune, "approve"),
    elsewhere(scene).vote(scene.ada, "reject"),
  ]);
  expect(both.map(answer).sort()).toEqual(["ok", "request_closed"]);
  const decided = (await events(scene)).filter((type) => /approved$|rejected$/.test(type));
  expect(decided.filter((type) => type.startsWith("request."))).toHaveLength(1);
});

test("cancelled twice at the same instant: once, and everyone asked is mailed once", async () => {
  const scene = await asked();
  const both = await meetAtLock(database.pool, theRequest(scene), 2, () => [
    scene.cancel(scene.dev),
    scene.cancel(scene.admin),
  ]);
  expect(both.map(answer).sort()).toEqual(["ok", "request_closed"]);
  const mails = await mailsOf(database.pool, scene.world.organizationId);
  // Who asked is told, too, where it was somebody else who was faster.
  const told = mails.filter((mail) => mail.startsWith("request-cancelled") && !mail.endsWith(scene.dev.name));
  expect(told).toEqual(["request-cancelled → Ada Berg", "request-cancelled → Rune Kvist"]);
});

test("two deployments into the same place at the same instant: one runs", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const both = await meetAtLock(database.pool, production(scene), 2, () => [
    scene.promote(scene.dev),
    scene.promote(scene.other),
  ]);
  expect(both.map(answer).sort()).toEqual(["deployment_running", "ok"]);
  expect(await deploymentsOf(database.pool, scene.world.organizationId)).toEqual([
    "promote #47 open running",
  ]);
});

test("revoked and used at the same instant: one of them", async () => {
  const scene = await asked();
  await scene.vote(scene.rune, "approve");
  const both = await meetAtLock(database.pool, theRequest(scene), 2, () => [
    scene.revoke(scene.admin, "Incident"),
    scene.promote(scene.dev, { request: 1 }),
  ]);
  expect(both.map(answer).sort()).not.toEqual(["ok", "ok"]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

test("asked while the workflow is being turned off: nothing stays open under a workflow that is off", async () => {
  const scene = await makeScene(database.db);
  const organization = {
    table: "organization" as const,
    where: "id = $1",
    values: [scene.world.organizationId],
  };
  const admin = await scene.as(scene.admin);
  // Held at the request's number, after the gate was read: turning off has to wait for the request, then ends it.
  const both = await meetAtLock<
    [Awaited<ReturnType<Scene["ask"]>>, Awaited<ReturnType<typeof configureWorkflow>>]
  >(database.pool, organization, 2, () => {
    const opening = scene.ask(scene.dev);
    const turningOff = untilAsking(opening).then(() =>
      configureWorkflow(database.db, admin, "environment-promotion", { enabled: false, reason: "Incident" }),
    );
    return [opening, turningOff];
  });
  expect(both.map(answer)).toEqual(["ok", "ok"]);
  expect(await requests(scene)).toEqual(["#1 cancelled none"]);
});

/** Until the request that is being opened waits for its number. */
async function untilAsking(opening: Promise<unknown>): Promise<void> {
  let over = false;
  void opening.finally(() => {
    over = true;
  });
  while (!over) if ((await waitingAtLocks(database.pool)) > 0) return;
}
