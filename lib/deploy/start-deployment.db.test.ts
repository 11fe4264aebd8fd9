import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { environment } from "@/db/schema";
import { waitingAtLocks } from "@/db/testing/barrier";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf } from "@/db/testing/rows";
import { makeBuild, makeLive } from "@/db/testing/world";
import { answer, makeScene } from "@/lib/approvals/testing/scene";
import { findEnvironmentById } from "@/lib/catalog/store-places";
import { updateEnvironment } from "@/lib/catalog/update-environment";
import { lockOrganization } from "@/lib/directory/store";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { createBinding, removeBinding } from "@/lib/workflows/edit-bindings";
import { beginDeployment } from "./begin-deployment";
import type { DeploymentInput } from "./input";
import { startDeployment } from "./start-deployment";

const database = useDatabase();

describe("what is named is what happens, or it is refused", () => {
  test("a promotion under a request comes from where that one says", async () => {
    const scene = await makeScene(database.db);
    await scene.ask(scene.dev);
    await scene.vote(scene.rune, "approve");
    const asked = { project: "shop", component: "checkout", environment: "production" };
    const started = await startDeployment(database.db, await scene.as(scene.dev), {
      ...asked,
      kind: "promote",
      request: 1,
    });
    expect(answer(started)).toBe("ok");
  });

  test.each<[string, Partial<DeploymentInput>]>([
    ["another build than the one that runs", { kind: "redeploy", build: 48 }],
    [
      "another configuration than the one that ran",
      { kind: "redeploy", configuration: { set: {}, unset: ["A"] } },
    ],
    ["another configuration, going back", { kind: "rollback", build: 47, configuration: "copy" }],
    ["the source's configuration, without a source", { kind: "configure", configuration: "copy" }],
  ])("%s", async (_, wish) => {
    const scene = await makeScene(database.db);
    await makeBuild(scene.world, 48, scene.admin.id);
    const started = await scene.promote(scene.dev, { environment: "staging", ...wish });
    expect(answer(started)).toBe("invalid_input");
    expect(await deploymentsOf(database.pool, scene.world.organizationId)).toEqual([]);
  });
});

describe("the approval that a promotion goes by when it names none", () => {
  async function twoGrants() {
    const scene = await makeScene(database.db, { preset: "choreo" });
    await scene.ask(scene.dev);
    await scene.vote(scene.rune, "approve");
    const next = await makeBuild(scene.world, 48, scene.admin.id);
    await makeLive(scene.world, scene.world.environments.staging, next, scene.dev.id);
    await scene.ask(scene.dev);
    await scene.vote(scene.rune, "approve", { number: 2 });
    return scene;
  }

  test("is the newest", async () => {
    const scene = await twoGrants();
    expect(answer(await scene.promote(scene.dev))).toBe("ok");
    expect(await deploymentsOf(database.pool, scene.world.organizationId)).toEqual([
      "promote #48 grant running",
    ]);
  });

  test("is the one for the build that it names", async () => {
    const scene = await twoGrants();
    expect(answer(await scene.promote(scene.dev, { build: 47 }))).toBe("ok");
    expect(await deploymentsOf(database.pool, scene.world.organizationId)).toEqual([
      "promote #47 grant running",
    ]);
  });

  test("is being used: that is said, not that one is needed", async () => {
    const scene = await makeScene(database.db);
    await scene.ask(scene.dev);
    await scene.vote(scene.rune, "approve");
    expect(answer(await scene.promote(scene.dev))).toBe("ok");
    expect(answer(await scene.promote(scene.other))).toBe("approval_running");
  });
});

describe("an environment that changes meanwhile", () => {
  test("marked critical while somebody looked for drift: it is gated", async () => {
    const scene = await makeScene(database.db);
    const { organizationId, checkout, shop, environments } = scene.world;
    const stale = await findEnvironmentById(database.db, organizationId, environments.production);
    const from = await findEnvironmentById(database.db, organizationId, environments.staging);
    if (!stale || !from) throw new Error("the world has both");
    const caller = await scene.as(scene.dev);
    const place = { organizationId, componentId: checkout, environmentId: environments.production };
    const wish = { place, projectId: shop, kind: "promote", from, startedBy: caller.member.id } as const;
    const to = { ...stale, critical: false };
    const started = await database.db.transaction((tx) =>
      beginDeployment(tx, caller, { ...wish, to, retryOf: null }),
    );
    expect(answer(started)).toBe("approval_required");
  });

  test("not critical any more by a change that commits first: nothing is asked for", async () => {
    const scene = await makeScene(database.db);
    const { organizationId, environments } = scene.world;
    let asking: ReturnType<typeof scene.ask> | undefined;
    await database.db.transaction(async (tx) => {
      await lockOrganization(tx, organizationId);
      asking = scene.ask(scene.dev);
      await untilSomebodyWaits();
      await tx
        .update(environment)
        .set({ critical: false })
        .where(eq(environment.id, environments.production));
    });
    expect(asking && answer(await asking)).toBe("approval_not_required");
  });
});

describe("what nothing gates any more says since when and by whom", () => {
  const note = async (organizationId: string) => {
    const { rows } = await database.pool.query(
      "select gate_note from deployment where organization_id = $1 and state = 'running' order by created_at desc",
      [organizationId],
    );
    return rows.map(({ gate_note }) => gate_note);
  };
  const byVera = expect.stringMatching(/^not gated: changed by Vera Lind at 20/);

  test("an environment that is not critical any more; others say nothing", async () => {
    const scene = await makeScene(database.db);
    const change = { environment: "production", critical: false, reason: "Not public yet" };
    expect(answer(await updateEnvironment(database.db, await scene.as(scene.admin), change))).toBe("ok");
    expect(answer(await scene.promote(scene.dev))).toBe("ok");
    expect(await note(scene.world.organizationId)).toEqual([byVera]);
  });

  test("a binding that is gone", async () => {
    const scene = await makeScene(database.db);
    const admin = await scene.as(scene.admin);
    const workflow = "environment-promotion";
    const bound = { workflow, profile: "Production", to: "development", targets: "critical" } as const;
    const made = await createBinding(database.db, admin, { ...bound, kinds: [] });
    if (!made.ok) throw new Error(answer(made));
    const deploy = { kind: "deploy", environment: "development", build: 47 } as const;
    expect(answer(await scene.promote(scene.dev, deploy))).toBe("approval_required");
    const gone = { workflow, id: made.value.id, reason: "Too slow" };
    expect(answer(await removeBinding(database.db, admin, gone))).toBe("ok");
    expect(answer(await scene.promote(scene.dev, deploy))).toBe("ok");
    expect(await note(scene.world.organizationId)).toEqual([byVera]);
  });

  test("a workflow that is off says so of what it gated, and nothing of the rest", async () => {
    const scene = await makeScene(database.db);
    const off = { enabled: false, reason: "Incident" };
    const admin = await scene.as(scene.admin);
    expect(answer(await configureWorkflow(database.db, admin, "environment-promotion", off))).toBe("ok");
    const deploy = { kind: "deploy", environment: "development", build: 47 } as const;
    expect(answer(await scene.promote(scene.dev, deploy))).toBe("ok");
    expect(await note(scene.world.organizationId)).toEqual([null]);
    expect(answer(await scene.promote(scene.dev))).toBe("ok");
    expect(await note(scene.world.organizationId)).toEqual([byVera, null]);
  });
});

async function untilSomebodyWaits(): Promise<void> {
  while ((await waitingAtLocks(database.pool)) === 0);
}
