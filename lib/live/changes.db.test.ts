import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeBuild, makeWorld } from "@/db/testing/world";
import { makeScene, type Scene } from "@/lib/approvals/testing/scene";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { recordProgress } from "@/lib/deploy/record-progress";
import { addProgress, findDeployment } from "@/lib/deploy/store";
import type { DeploymentId, OrganizationId } from "@/lib/kernel/ids";
import { changesReader } from "./changes-reader";
import { listChanges } from "./views";

const database = useDatabase();
let scene: Scene;
beforeAll(async () => {
  scene = await makeScene(database.db, { ungated: true });
});

const component = { kind: "component", project: "shop", component: "checkout" };

async function readerOf(organizationId: OrganizationId) {
  const reader = changesReader(database.db);
  await reader.begin(organizationId);
  return async () =>
    (await reader.read([organizationId], "told")).map(({ key, organizationId, ...change }) => change);
}

test("every kind of write is a change, told once: requests, deployments with their lines and health, builds, what administrators do", async () => {
  const gated = await makeScene(database.db);
  const { world, dev, rune } = gated;
  const news = await readerOf(world.organizationId);
  expect(await news()).toEqual([]);

  await gated.ask(dev);
  const [asked] = await news();
  expect(asked).toMatchObject({ kind: "request", number: 1, projectId: world.shop });
  expect(await news()).toEqual([]);
  await gated.vote(rune, "approve");
  expect((await news()).map(({ kind }) => kind)).toContain("request");

  const promoted = await gated.promote(dev, { request: 1 });
  expect(promoted.ok).toBe(true);
  expect(await news()).toContainEqual({ ...component, projectId: world.shop });
  const { rows } = await database.pool.query<{ id: DeploymentId }>(
    "select id from deployment where organization_id = $1 and state = 'running'",
    [world.organizationId],
  );
  const running = await findDeployment(database.db, world.organizationId, rows[0]?.id as DeploymentId);
  if (!running) throw new Error("a promotion runs");
  for (const line of ["Cloning", "Pushing"]) {
    await addProgress(database.db, running, line);
    expect(await news()).toEqual([{ ...component, projectId: world.shop }]);
  }
  await finishDeployment(database.db, running, { outcome: "delivered", reference: "a".repeat(40) });
  expect(await news()).toContainEqual({ ...component, projectId: world.shop });
  const driver = { ...(await gated.as(gated.admin)), scopes: ["deployment.report"] };
  await recordProgress(database.db, driver, { id: running.id, health: "healthy" });
  expect(await news()).toEqual([{ ...component, projectId: world.shop }]);

  await makeBuild(world, 48, dev.id);
  expect(await news()).toEqual([{ ...component, projectId: world.shop }]);
  const entries = { LOG: { value: "debug" } };
  const place = { project: "shop", component: "checkout", environment: "staging" };
  expect(await saveConfiguration(database.db, await gated.as(dev), { ...place, entries })).toMatchObject({
    ok: true,
  });
  expect((await news()).map(({ kind }) => kind).sort()).toEqual(["component", "organization"]);
  expect(await news()).toEqual([]);
});

test("what was found different outside is a change", async () => {
  const { world } = scene;
  const news = await readerOf(world.organizationId);
  await database.pool.query(
    "update component_environment set drift = '{}' where organization_id = $1 and environment_id = $2",
    [world.organizationId, world.environments.staging],
  );
  expect(await news()).toEqual([{ ...component, projectId: world.shop }]);
});

test("what commits later than others is told too", async () => {
  const { world, dev } = scene;
  const news = await readerOf(world.organizationId);
  const written = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const late = database.db.transaction(async (tx) => {
    await makeBuild({ ...world, db: tx as unknown as typeof database.db }, 101, dev.id);
    written.resolve();
    await mayCommit.promise;
  });
  await written.promise;
  await makeBuild(world, 102, dev.id);
  expect(await news()).toHaveLength(1);
  mayCommit.resolve();
  await late;
  expect(await news()).toHaveLength(1);
  expect(await news()).toEqual([]);
});

test("only the organizations that are asked for are read", async () => {
  const { world, dev } = scene;
  const other = await makeWorld(database.db);
  await makeBuild(world, 103, dev.id);
  expect(await listChanges(database.db, [other.organizationId], 60_000)).toSatisfy(
    (changes: { organizationId: string }[]) =>
      changes.every(({ organizationId }) => organizationId === other.organizationId),
  );
  expect(await listChanges(database.db, [], 60_000)).toEqual([]);
});
