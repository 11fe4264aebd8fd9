import type { Database } from "@/db/client";
import { makeBuild, makeLive } from "@/db/testing/world";
import { answer, makeScene, type Scene, type SceneWish } from "@/lib/approvals/testing/scene";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import type { DeliveryResult } from "@/lib/deploy/driver";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { findDeployment, latestDeployment } from "@/lib/deploy/store";

export const changed = { set: { LOG_LEVEL: { value: "debug" } } };

/** Production under approval: it runs #46 and ran #45, Staging runs #47 and is configured otherwise. For tests. */
export async function guarded(db: Database, wish: SceneWish = {}): Promise<Scene> {
  const scene = await makeScene(db, wish);
  const { world, admin, dev } = scene;
  for (const number of [45, 46])
    await makeLive(world, world.environments.production, await makeBuild(world, number, admin.id), dev.id);
  await makeLive(world, world.environments.staging, scene.build, dev.id, { LOG_LEVEL: { value: "trace" } });
  return scene;
}

/** Saves another configuration for Production. */
export async function saved({ db, as, dev }: Scene): Promise<string> {
  const place = { project: "shop", component: "checkout", environment: "production" };
  return answer(await saveConfiguration(db, await as(dev), { ...place, entries: changed.set }));
}

/** What the driver would say of the deployment that runs into Production, or elsewhere. */
export async function ended(
  { db, world }: Scene,
  result: DeliveryResult,
  environment: keyof Scene["world"]["environments"] = "production",
): Promise<void> {
  const { organizationId, checkout: componentId, environments } = world;
  const place = { organizationId, componentId, environmentId: environments[environment] };
  const latest = await latestDeployment(db, place);
  const row = latest && (await findDeployment(db, organizationId, latest.id));
  if (row?.state !== "running") throw new Error("something runs");
  await finishDeployment(db, row, result);
}
