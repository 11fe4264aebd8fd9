import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { giveRole, makeBuild, makeComponent, makeLive, makeMember, makeProject } from "@/db/testing/world";
import { listDecidable } from "./loaders";
import { answer, makeScene } from "./testing/scene";

/** Cases C1 to C19 of Choreo's promotion approvals, under its preset, through the verbs. */
const database = useDatabase();
const choreo = (more: Parameters<typeof makeScene>[1] = {}) =>
  makeScene(database.db, { preset: "choreo", ...more });

test("C1 with the workflow off a promotion into a critical environment goes directly, and no request exists", async () => {
  const { world, dev, promote, ask } = await choreo({ ungated: true });
  expect(answer(await ask(dev))).toBe("workflow_disabled");
  expect(answer(await promote(dev))).toBe("ok");
  expect(await deploymentsOf(database.pool, world.organizationId)).toEqual(["promote #47 open running"]);
  expect(await requestsOf(database.pool, world.organizationId)).toEqual([]);
});

test("C2 with the workflow on, a target that is not critical is promoted to directly", async () => {
  const { world, dev, build, promote, ask } = await choreo();
  await makeLive(world, world.environments.development, build, dev.id);
  expect(answer(await ask(dev, { from: "development", to: "staging" }))).toBe("approval_not_required");
  expect(answer(await promote(dev, { from: "development", environment: "staging" }))).toBe("ok");
  expect(await deploymentsOf(database.pool, world.organizationId)).toEqual(["promote #47 open running"]);
});

test("C3 into a critical target with nothing requested, promoting is refused", async () => {
  const { world, dev, promote } = await choreo();
  expect(answer(await promote(dev))).toBe("approval_required");
  expect(await deploymentsOf(database.pool, world.organizationId)).toEqual([]);
});

test("C4 asked with a message: waiting, every eligible reviewer is mailed once, the requester who reviews is not", async () => {
  const { world, dev, rune, ask, cancel } = await choreo();
  await giveRole(world, dev.id, "reviewer");
  await giveRole(world, rune.id, { role: "reviewer", project: world.shop });
  const opened = await ask(dev, {}, undefined, { message: "Fixes the basket" });
  expect(opened).toMatchObject({ ok: true, value: { state: "waiting", message: "Fixes the basket" } });
  expect(await mailsOf(database.pool, world.organizationId)).toEqual([
    "review-requested → Ada Berg",
    "review-requested → Rune Kvist",
  ]);
  expect(answer(await cancel(rune))).toBe("cancel_not_allowed");
  expect(answer(await cancel(dev))).toBe("ok");
});

test("C5 a second developer asks while one is open: refused, with its number", async () => {
  const { world, dev, other, build, ask } = await choreo();
  await makeLive(world, world.environments.development, build, dev.id);
  await ask(dev);
  const again = await ask(other);
  expect(again).toMatchObject({ ok: false, refusal: { code: "request_exists", facts: { number: 1 } } });
  expect(answer(await ask(other, { from: "development" }))).toBe("request_exists");
  expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 waiting none"]);
});

test("C9 rejected: the requester is mailed, and may ask again", async () => {
  const { world, dev, rune, ask, vote, promote } = await choreo();
  await ask(dev);
  expect(answer(await vote(rune, "reject", { comment: "Friday" }))).toBe("ok");
  expect(await mailsOf(database.pool, world.organizationId)).toContain("request-rejected → Ines Duarte");
  expect(answer(await promote(dev))).toBe("approval_required");
  expect(answer(await promote(dev, { request: 1 }))).toBe("approval_not_ready");
  expect(await ask(dev)).toMatchObject({ ok: true, value: { number: 2, state: "waiting" } });
});

test("C12 approved: another member with the promote permission promotes, one without does not", async () => {
  const { world, dev, other, rune, ask, vote, promote } = await choreo();
  await ask(dev);
  await vote(rune, "approve");
  expect(answer(await promote(rune, { request: 1 }))).toBe("not_permitted");
  expect(answer(await promote(other, { request: 1 }))).toBe("ok");
  expect(await deploymentsOf(database.pool, world.organizationId)).toEqual(["promote #47 grant running"]);
});

test("C14 a member outside the roles who is no assignee cannot review", async () => {
  const { world, dev, other, ask, vote } = await choreo();
  const auditor = await makeMember(world, "Noor Said", ["auditor"]);
  await ask(dev);
  expect(answer(await vote(other, "approve"))).toBe("not_eligible");
  expect(answer(await vote(auditor, "approve"))).toBe("not_eligible");
  expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 waiting none"]);
});

test("C16 a role held in another project only: neither mailed nor able to decide, nor to learn that it exists", async () => {
  const { db, world, dev, as, ask, vote, comment } = await choreo({ reviewers: ["Rune Kvist"] });
  const bank = await makeProject(world, "bank");
  const elsewhere = await makeMember(world, "Paz Roy", [{ role: "reviewer", project: bank }]);
  await ask(dev);
  expect(await mailsOf(database.pool, world.organizationId)).toEqual(["review-requested → Rune Kvist"]);
  expect(answer(await vote(elsewhere, "approve"))).toBe("not_found");
  expect(answer(await comment(elsewhere))).toBe("not_found");
  expect(await listDecidable(db, await as(elsewhere), 10)).toEqual([]);
});

test("C16 and the other way round, in a request of that project", async () => {
  const { db, world, dev, rune, admin, as, ask, vote } = await choreo({ reviewers: ["Rune Kvist"] });
  const bank = await makeProject(world, "bank");
  const ledger = await makeComponent(world, bank, "ledger", Object.values(world.environments));
  const build = await makeBuild(world, 3, admin.id, undefined, ledger);
  await makeLive(world, world.environments.staging, build, admin.id, {}, ledger);
  const local = await makeMember(world, "Paz Roy", [{ role: "reviewer", project: bank }]);
  expect(await ask(dev, { project: "bank", component: "ledger" })).toMatchObject({ ok: true });
  expect(await mailsOf(database.pool, world.organizationId)).toEqual([
    "review-requested → Paz Roy",
    "review-requested → Rune Kvist",
  ]);
  expect(await listDecidable(db, await as(local), 10)).toHaveLength(1);
  expect(await listDecidable(db, await as(rune), 10)).toHaveLength(1);
  expect(answer(await vote(local, "approve"))).toBe("ok");
});

test("C19 a source that is not healthy: neither promoting nor asking", async () => {
  const { world, dev, rune, build, ask, vote, promote } = await choreo();
  const report = (health: string) =>
    database.pool.query("update deployment set health = $1 where organization_id = $2", [
      health,
      world.organizationId,
    ]);
  await report("unhealthy");
  expect(answer(await ask(dev))).toBe("source_not_healthy");
  expect(answer(await ask(dev, { build: build.number }))).toBe("source_not_healthy");
  expect(answer(await ask(dev, { from: "development" }))).toBe("source_not_healthy");
  await report("healthy");
  await ask(dev);
  await vote(rune, "approve");
  await report("unhealthy");
  expect(answer(await promote(dev, { request: 1 }))).toBe("source_not_healthy");
  expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 approved ready"]);
});
