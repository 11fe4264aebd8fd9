import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeDelegation } from "@/db/testing/gate";
import { deploymentsOf, requestsOf } from "@/db/testing/rows";
import { makeBuild, makeLive } from "@/db/testing/world";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { retryDeployment } from "@/lib/deploy/retry-deployment";
import { findDeployment } from "@/lib/deploy/store";
import { answer, makeScene, type Scene } from "./testing/scene";

/** Cases G1, G2, G8 and G10 of cases.md: what ships under an approval, and what does not. G3 and G9 are in races.db.test.ts. */
const database = useDatabase();

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
