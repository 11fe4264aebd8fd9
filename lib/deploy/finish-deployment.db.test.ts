import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeLive } from "@/db/testing/world";
import { answer, makeScene, type Scene } from "@/lib/approvals/testing/scene";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import type { DeploymentId } from "@/lib/kernel/ids";
import type { Result } from "@/lib/kernel/result";
import { finishDeployment } from "./finish-deployment";
import { findDeployment } from "./store";

const database = useDatabase();

async function deliver({ world }: Scene, started: Result<DeploymentId>) {
  if (!started.ok) throw new Error(answer(started));
  const row = await findDeployment(database.db, world.organizationId, started.value);
  if (!row) throw new Error("it was started");
  await finishDeployment(database.db, row, { outcome: "delivered", reference: "abc" });
}

/** Live and saved configuration of production, as their values of A. */
async function liveAndSaved({ world }: Scene) {
  const { rows } = await database.pool.query(
    `select l.entries->'A'->>'value' as live, s.entries->'A'->>'value' as saved from component_environment ce
      join deployment d on d.id = ce.live_deployment_id join configuration_version l on l.id = d.configuration_id
      join configuration_version s on s.id = ce.saved_configuration_id where ce.organization_id = $1 and ce.environment_id = $2`,
    [world.organizationId, world.environments.production],
  );
  return rows[0];
}

test("what is saved while a request waits stays saved when that one ships what was approved", async () => {
  const scene = await makeScene(database.db);
  const { world, dev, rune, build } = scene;
  await makeLive(world, world.environments.production, build, dev.id, { A: { value: "1" } });
  await scene.ask(dev);
  const at = { project: "shop", component: "checkout", environment: "production" };
  const saved = { ...at, entries: { A: { value: "2" } } };
  expect(answer(await saveConfiguration(database.db, await scene.as(dev), saved))).toBe("ok");
  await scene.vote(rune, "approve");
  await deliver(scene, await scene.promote(dev));
  expect(await liveAndSaved(scene)).toEqual({ live: "1", saved: "2" });
});

test("what a deployment changes of the configuration is saved by it", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, dev, build } = scene;
  await makeLive(world, world.environments.production, build, dev.id, { A: { value: "1" } });
  const configuration = { set: { A: { value: "3" } } };
  await deliver(scene, await scene.promote(dev, { kind: "configure", configuration }));
  expect(await liveAndSaved(scene)).toEqual({ live: "3", saved: "3" });
});
