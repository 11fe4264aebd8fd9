import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeDelegation, makeGate } from "@/db/testing/gate";
import { deploymentsOf, eventsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { disable, makeBuild, makeLive, makeMember, takeRole } from "@/db/testing/world";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { retryDeployment } from "@/lib/deploy/retry-deployment";
import { findDeployment } from "@/lib/deploy/store";
import { closeOverdue } from "./close-overdue";
import { presets } from "./core/presets";
import { countPending, listDecidable, loadRequest, loadRequests } from "./loaders";
import { answer, makeScene, rulesFor, type Scene } from "./testing/scene";

/** Cases G1 to G12 of cases.md: mistakes that approval gates elsewhere made. The concurrent ones are in races.db.test.ts. */
const database = useDatabase();
const hour = 3_600_000;
const ago = (hours: number) => () => new Date(Date.now() - hours * hour);

async function approved(wish: Parameters<typeof makeScene>[1] = {}) {
  const scene = await makeScene(database.db, wish);
  await scene.ask(scene.dev);
  expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
  return scene;
}
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);

test("G1 approved for one build, another is promoted: refused, naming what differs", async () => {
  const scene = await approved();
  const next = await makeBuild(scene.world, 48, scene.admin.id);
  await makeLive(scene.world, scene.world.environments.staging, next, scene.dev.id);
  for (const request of [1, undefined])
    expect(await scene.promote(scene.dev, { build: 48, ...(request && { request }) })).toMatchObject({
      ok: false,
      refusal: { code: "approval_stale", facts: { differs: ["build digest"] } },
    });
  expect(await requests(scene)).toEqual(["#1 approved ready"]);
});

test("G2 approved with one configuration, promoted with another: refused", async () => {
  const scene = await approved();
  const configuration = { set: { LOG_LEVEL: { value: "debug" } } };
  expect(await scene.promote(scene.dev, { request: 1, configuration })).toMatchObject({
    ok: false,
    refusal: { code: "approval_stale", facts: { differs: ["configuration"] } },
  });
});

test("G2b configuration alone needs an approval of its own", async () => {
  const scene = await approved();
  await makeLive(scene.world, scene.world.environments.production, scene.build, scene.dev.id);
  const configuration = { set: { LOG_LEVEL: { value: "debug" } } };
  const configure = { kind: "configure" as const, configuration };
  expect(answer(await scene.promote(scene.dev, configure))).toBe("approval_stale");
  await scene.revoke(scene.admin, "Not any more");
  expect(answer(await scene.promote(scene.dev, configure))).toBe("approval_required");
  expect(answer(await scene.ask(scene.dev, { from: "production", configuration }))).toBe("ok");
  await scene.vote(scene.rune, "approve", { number: 2 });
  expect(answer(await scene.promote(scene.dev, configure))).toBe("ok");
  expect(await deploymentsOf(database.pool, scene.world.organizationId)).toEqual([
    "configure #47 grant running",
  ]);
});

test("G4 an overdue request is neither listed as pending nor decidable before any sweeper has run", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev, {}, ago(73));
  const reviewer = await scene.as(scene.rune);
  expect(await listDecidable(database.db, reviewer, 10)).toEqual([]);
  expect(await countPending(reviewer)).toBe(0);
  expect(await loadRequest(reviewer, 1, database.db)).toMatchObject({
    ok: true,
    value: { state: { state: "expired" } },
  });
  expect(answer(await scene.vote(scene.rune, "approve"))).toBe("request_expired");
  expect(await requests(scene)).toEqual(["#1 expired none"]);
  expect(await eventsOf(database.pool, scene.world.organizationId)).toEqual([
    "request.opened",
    "step.opened",
    "request.expired",
  ]);
});

test("G4 an overdue request does not keep a new one away", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev, {}, ago(73));
  expect(await scene.ask(scene.other)).toMatchObject({ ok: true, value: { number: 2 } });
  expect(await requests(scene)).toEqual(["#1 expired none", "#2 waiting none"]);
});

test("the sweeper writes down what the clock has decided, once", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev, {}, ago(200));
  await scene.ask(scene.dev, {}, ago(80));
  await scene.vote(scene.rune, "approve", { number: 2 }, ago(70));
  for (let pass = 0; pass < 2; pass++) await closeOverdue(database.db);
  expect(await requests(scene)).toEqual(["#1 expired none", "#2 approved lapsed"]);
  expect((await eventsOf(database.pool, scene.world.organizationId, 2)).at(-1)).toBe("approval.lapsed");
  expect(answer(await scene.promote(scene.dev, { request: 2 }))).toBe("approval_lapsed");
});

test("G5 the last eligible approver is disabled: it stays open, and nothing approves it", async () => {
  const scene = await makeScene(database.db, { reviewers: ["Rune Kvist"] });
  await scene.ask(scene.dev);
  await disable(scene.world, scene.rune.id);
  expect(answer(await scene.vote(scene.rune, "approve"))).toBe("not_found");
  expect(await loadRequest(await scene.as(scene.dev), 1, database.db)).toMatchObject({
    ok: true,
    value: { canDecide: new Map() },
  });
  expect(await requests(scene)).toEqual(["#1 waiting none"]);
});

test("G6 reading a request and every list of requests changes no row", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev, {}, ago(73));
  await scene.ask(scene.dev);
  const tables = [
    "approval_request",
    "request_event",
    "vote",
    "approval_use",
    "effect",
    "request_participant",
    "approver_set",
    "audit_event",
    "deployment",
  ];
  const all = tables.map(
    (name) => `select '${name}' as name, to_jsonb(t) as row, t.xmin::text as xmin from ${name} t`,
  );
  const snapshot = async () => (await database.pool.query(`${all.join(" union all ")} order by 1, 2`)).rows;
  const before = await snapshot();
  for (const person of [scene.rune, scene.dev, scene.admin]) {
    const caller = await scene.as(person);
    for (const number of [1, 2, 3]) await loadRequest(caller, number, database.db);
    await loadRequests(caller, { filter: {}, limit: 20 }, database.db);
    await loadRequests(caller, { filter: {}, canDecide: true, limit: 20 }, database.db);
    await countPending(caller);
  }
  expect(await snapshot()).toEqual(before);
});

test("G7 a member of another organization gets the same answer for an existing and a missing number", async () => {
  const scene = await makeScene(database.db);
  const elsewhere = await makeScene(database.db, { ungated: true });
  await scene.ask(scene.dev);
  const stranger = await elsewhere.as(elsewhere.admin);
  for (const act of [
    (number: number) => loadRequest(stranger, number, database.db),
    (number: number) => elsewhere.vote(elsewhere.admin, "approve", { number }),
    (number: number) => elsewhere.cancel(elsewhere.admin, number),
    (number: number) => elsewhere.comment(elsewhere.admin, number),
    (number: number) => elsewhere.revoke(elsewhere.admin, "Because", number),
    (number: number) => elsewhere.promote(elsewhere.admin, { request: number }),
  ]) {
    const [existing, missing] = [await act(1), await act(99)];
    expect(existing).toEqual({ ok: false, refusal: { code: "not_found" } });
    expect(missing).toEqual(existing);
  }
});

test("G8 one approver votes and another votes as that approver's delegate: one authority, 1 of 2", async () => {
  const scene = await makeScene(database.db, { requirement: { requiredApprovals: 2 } });
  const { world, rune, ada, dev } = scene;
  await makeDelegation(world, rune.id, ada.id);
  await scene.ask(dev);
  await scene.vote(rune, "approve");
  expect(answer(await scene.vote(ada, "approve", { onBehalfOf: rune.email }))).toBe("already_represented");
  expect(await requests(scene)).toEqual(["#1 waiting none"]);
  expect(answer(await scene.vote(ada, "approve"))).toBe("ok");
  expect(await requests(scene)).toEqual(["#1 approved ready"]);
});

test("G10 a new build reaches the source before the vote, and again before Promote: the approved build is what ships", async () => {
  const scene = await makeScene(database.db);
  const { world, dev, admin, rune } = scene;
  await scene.ask(dev);
  for (const number of [48, 49]) {
    await makeLive(world, world.environments.staging, await makeBuild(world, number, admin.id), dev.id);
    if (number === 48) await scene.vote(rune, "approve");
  }
  expect(answer(await scene.promote(dev, { request: 1 }))).toBe("ok");
  expect(await deploymentsOf(database.pool, world.organizationId)).toEqual(["promote #47 grant running"]);
});

test("G10 what was approved was rolled back in the source since: it does not ship", async () => {
  const scene = await approved();
  await makeLive(
    scene.world,
    scene.world.environments.staging,
    await makeBuild(scene.world, 48, scene.admin.id),
    scene.dev.id,
  );
  await database.pool.query(
    "update deployment set rolled_back_at = now() where organization_id = $1 and build_id = $2",
    [scene.world.organizationId, scene.build.id],
  );
  expect(answer(await scene.promote(scene.dev, { request: 1 }))).toBe("source_not_healthy");
});

test("G12 an assignee without any role decides, and sees nothing else of the project", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, dev, admin } = scene;
  const guest = await makeMember(world, "Gast Holm");
  await gateFor(scene, guest.id);
  await scene.ask(dev);
  expect(await mailsOf(database.pool, world.organizationId)).toContain("review-requested → Gast Holm");
  const caller = await scene.as(guest);
  expect(await loadRequest(caller, 1, database.db)).toMatchObject({
    ok: true,
    value: { can: { vote: true } },
  });
  expect(await listDecidable(database.db, caller, 10)).toHaveLength(1);
  for (const hidden of [scene.promote(guest), scene.ask(guest)])
    expect(answer(await hidden)).toBe("not_found");
  expect(answer(await scene.vote(guest, "approve"))).toBe("ok");
  expect(answer(await scene.promote(guest, { request: 1 }))).toBe("not_found");
  expect(answer(await scene.cancel(admin))).toBe("request_closed");
  expect(await loadRequest(caller, 1, database.db)).toMatchObject({ ok: true });
});

async function gateFor({ world, admin }: Scene, assignee: Scene["rune"]["id"]) {
  const rules = rulesFor(world, presets.countersign);
  rules.steps[0]?.requirements[0]?.approvers.users.push(assignee);
  await makeGate(world, rules, admin.id);
}

test("Z41 whoever leaves the role before voting cannot vote; whoever joins can; a vote once counted stays", async () => {
  const scene = await makeScene(database.db, { requirement: { requiredApprovals: 2 } });
  const { world, rune, ada, dev } = scene;
  await scene.ask(dev);
  await scene.vote(rune, "approve");
  await takeRole(world, rune.id, "reviewer");
  await takeRole(world, ada.id, "reviewer");
  expect(answer(await scene.vote(ada, "approve"))).toBe("not_eligible");
  const joined = await makeMember(world, "Nils Dahl", ["reviewer"]);
  expect(answer(await scene.vote(joined, "approve"))).toBe("ok");
  expect(await requests(scene)).toEqual(["#1 approved ready"]);
});

test("a failed promotion is tried again under the same approval, which nothing else could use", async () => {
  const scene = await approved();
  const { db, world, dev, other } = scene;
  const started = await scene.promote(dev, { request: 1 });
  if (!started.ok) throw new Error("it can be promoted");
  const row = await findDeployment(db, world.organizationId, started.value);
  if (!row) throw new Error("it was stored");
  await finishDeployment(db, row, { outcome: "failed", reason: "No disk" });
  await finishDeployment(db, row, { outcome: "delivered", reference: "c0ffee" });
  expect(await requests(scene)).toEqual(["#1 approved ready"]);
  expect(answer(await retryDeployment(db, await scene.as(other), { id: started.value }))).toBe("ok");
  expect(await requests(scene)).toEqual(["#1 approved running"]);
  expect(answer(await retryDeployment(db, await scene.as(other), { id: started.value }))).toBe(
    "deployment_running",
  );
});
