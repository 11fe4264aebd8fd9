import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeGate } from "@/db/testing/gate";
import { eventsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { disable, makeMember, takeRole } from "@/db/testing/world";
import { closeOverdue } from "./close-overdue";
import { presets } from "./core/presets";
import { countPending, listDecidable, loadRequest, loadRequests } from "./loaders";
import { answer, makeScene, rulesFor, type Scene } from "./testing/scene";

/** Cases G4 to G7, G12 and Z41 of cases.md: who can decide, see and change what, and until when. */
const database = useDatabase();
const ago = (hours: number) => () => new Date(Date.now() - hours * 3_600_000);
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);

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
