import { describe, expect, test } from "vitest";
import { meetAtLock, waitingAtLocks } from "@/db/testing/barrier";
import { useDatabase } from "@/db/testing/database";
import { mailsOf, requestsOf } from "@/db/testing/rows";
import { makeBuild, makeLive } from "@/db/testing/world";
import { answer, type Scene, type SceneWish } from "@/lib/approvals/testing/scene";
import type { DeploymentInput } from "./input";
import { retryDeployment } from "./retry-deployment";
import { changed, ended, guarded } from "./testing/guarded";

/** What ends an open request or a ready approval because something else became live (engine.md, rule 8 and supersede). */
const database = useDatabase();
const delivered = { outcome: "delivered", reference: "c0ffee" } as const;
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);
type Where = keyof Scene["world"]["environments"];

/** Somebody deploys into an environment, and it arrives there. */
async function arrives(scene: Scene, environment: Where, wish: Partial<DeploymentInput>): Promise<void> {
  const started = await scene.promote(scene.other, { environment, ...wish });
  if (!started.ok) throw new Error(answer(started));
  await ended(scene, delivered, environment);
}

/** #48 runs in Development. */
async function next(scene: Scene): Promise<void> {
  const { world, admin, other } = scene;
  await makeLive(world, world.environments.development, await makeBuild(world, 48, admin.id), other.id);
}

async function reasonOf({ world }: Scene, number = 1): Promise<string> {
  const { rows } = await database.pool.query(
    "select close_reason from approval_request where organization_id = $1 and number = $2",
    [world.organizationId, number],
  );
  return rows[0]?.close_reason;
}

/** #47 was asked for from Staging to Production; `ready`: and approved. */
async function asked(ready: boolean, wish: SceneWish = {}): Promise<Scene> {
  const scene = await guarded(database.db, wish);
  expect(answer(await scene.ask(scene.dev))).toBe("ok");
  if (ready) expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
  return scene;
}

describe.each([
  ["an open request", false, "#1 superseded none", "#1 waiting none"],
  ["a ready approval", true, "#1 approved superseded", "#1 approved ready"],
])("the base of %s", (_, ready, superseded, untouched) => {
  test("moves by rolling back", async () => {
    const scene = await asked(ready);
    await arrives(scene, "production", { kind: "rollback", build: 45 });
    expect(await requests(scene)).toEqual([superseded]);
    expect(await reasonOf(scene)).toBe(
      "Build #45 with configuration v1 became live in Production meanwhile.",
    );
  });

  test("does not move by deploying the same again, nor by anything that fails", async () => {
    const scene = await asked(ready);
    await arrives(scene, "production", { kind: "redeploy" });
    expect(answer(await scene.promote(scene.other, { kind: "rollback", build: 45 }))).toBe("ok");
    await ended(scene, { outcome: "failed", reason: "No disk" });
    expect(await requests(scene)).toEqual([untouched]);
  });

  test("moves by trying again what had failed", async () => {
    const scene = await asked(ready);
    const failed = await scene.promote(scene.other, { kind: "rollback", build: 45 });
    if (!failed.ok) throw new Error(answer(failed));
    await ended(scene, { outcome: "failed", reason: "No disk" });
    await retryDeployment(database.db, await scene.as(scene.other), { id: failed.value });
    await ended(scene, delivered);
    expect(await requests(scene)).toEqual([superseded]);
  });

  test("is none of an approval without limit", async () => {
    const scene = await asked(ready, { change: { grantUses: "unlimited" } });
    await arrives(scene, "production", { kind: "rollback", build: 45 });
    expect(await requests(scene)).toEqual([untouched]);
  });

  test.each<[string, object, Partial<DeploymentInput>]>([
    ["another promotion that was approved", { from: "development" }, { from: "development" }],
    [
      "a configuration that was approved",
      { from: "production", configuration: changed },
      { kind: "configure", configuration: changed },
    ],
  ])("moves by %s", async (_name, subject, wish) => {
    // The first is approved before the second can be asked for; an open one comes after it.
    const scene = await asked(true);
    await next(scene);
    expect(answer(await scene.ask(scene.other, subject))).toBe("ok");
    expect(answer(await scene.vote(scene.rune, "approve", { number: 2 }))).toBe("ok");
    if (!ready) expect(answer(await scene.ask(scene.dev))).toBe("ok");
    await arrives(scene, "production", { ...wish, request: 2 });
    const third = ready ? [] : ["#3 superseded none"];
    expect(await requests(scene)).toEqual(["#1 approved superseded", "#2 approved used", ...third]);
  });
});

test("the base of a first deployment is that nothing was live", async () => {
  const scene = await guarded(database.db);
  await database.pool.query("update environment set critical = true where organization_id = $1", [
    scene.world.organizationId,
  ]);
  await makeBuild(scene.world, 48, scene.admin.id);
  for (const [number, build] of [
    [1, 47],
    [2, 48],
  ] as const) {
    const there = { from: "development", to: "development", build };
    expect(answer(await scene.ask(scene.dev, there))).toBe("ok");
    expect(answer(await scene.vote(scene.rune, "approve", { number }))).toBe("ok");
  }
  await arrives(scene, "development", { kind: "deploy", build: 48, request: 2 });
  expect(await requests(scene)).toEqual(["#1 approved superseded", "#2 approved used"]);
});

const follow = { change: { whenSourceChanges: "supersede" } } as const;

describe.each([
  ["an open request", false, "#1 superseded none", "#1 waiting none"],
  ["a ready approval", true, "#1 approved superseded", "#1 approved ready"],
])("the source of %s", (_, ready, superseded, untouched) => {
  test("gets another build: superseded, naming it; under keep it stays (G10)", async () => {
    for (const [wish, expected] of [
      [follow, superseded],
      [{}, untouched],
    ] as const) {
      const scene = await asked(ready, wish);
      await next(scene);
      await arrives(scene, "staging", { from: "development" });
      expect(await requests(scene)).toEqual([expected]);
      if (expected === superseded)
        expect(await reasonOf(scene)).toBe(
          "Build #48 became live in Staging meanwhile, which this comes from.",
        );
    }
  });

  test("gets another configuration", async () => {
    const scene = await asked(ready, follow);
    await arrives(scene, "staging", { kind: "configure", configuration: changed });
    expect(await requests(scene)).toEqual([superseded]);
    expect(await reasonOf(scene)).toMatch(/^Configuration v\d became live in Staging/);
  });

  test("gets the same again, or something that fails: nothing", async () => {
    const scene = await asked(ready, follow);
    await arrives(scene, "staging", { kind: "redeploy" });
    await next(scene);
    await scene.promote(scene.other, { environment: "staging", from: "development" });
    await ended(scene, { outcome: "failed", reason: "No disk" }, "staging");
    expect(await requests(scene)).toEqual([untouched]);
  });
});

test("those who asked and were asked are told that an open request was superseded", async () => {
  const scene = await asked(false, follow);
  await next(scene);
  await arrives(scene, "staging", { from: "development" });
  const told = await mailsOf(database.pool, scene.world.organizationId);
  expect(told.filter((mail) => mail.includes("superseded"))).toEqual([
    "request-superseded → Ada Berg",
    "request-superseded → Ines Duarte",
    "request-superseded → Rune Kvist",
  ]);
});

describe("an approval in use while its source moves", () => {
  test.each([
    ["comes back from a failure superseded", {}, { outcome: "failed", reason: "No disk" }],
    ["comes back from a success superseded, where it had no limit", { grantUses: "unlimited" }, delivered],
  ] as const)("%s", async (_, change, result) => {
    const scene = await asked(true, { change: { ...follow.change, ...change } });
    expect(answer(await scene.promote(scene.dev))).toBe("ok");
    await next(scene);
    await arrives(scene, "staging", { from: "development" });
    expect(await requests(scene)).toEqual(["#1 approved running"]);
    await ended(scene, result);
    expect(await requests(scene)).toEqual(["#1 approved superseded"]);
  });

  test("is used up when it succeeds once", async () => {
    const scene = await asked(true, follow);
    expect(answer(await scene.promote(scene.dev))).toBe("ok");
    await next(scene);
    await arrives(scene, "staging", { from: "development" });
    await ended(scene, delivered);
    expect(await requests(scene)).toEqual(["#1 approved used"]);
  });
});

test("asked for at the instant in which the source moves: it ends, or it is for what runs there now", async () => {
  for (let round = 0; round < 5; round++) {
    const scene = await guarded(database.db, follow);
    await next(scene);
    await scene.promote(scene.other, { environment: "staging", from: "development" });
    const place = {
      table: "component_environment" as const,
      where: "organization_id = $1 and environment_id = $2",
      values: [scene.world.organizationId, scene.world.environments.staging],
    };
    await meetAtLock(database.pool, place, 2, () => [
      scene.ask(scene.dev),
      ended(scene, delivered, "staging"),
    ]);
    const { rows } = await database.pool.query(
      "select state, (subject #>> '{source,build,number}')::int as source from approval_request where organization_id = $1",
      [scene.world.organizationId],
    );
    expect([
      { state: "superseded", source: 47 },
      { state: "waiting", source: 48 },
    ]).toContainEqual(rows[0]);
  }
});

describe("used at the instant in which its source moves", () => {
  async function race(promoteFirst: boolean): Promise<string> {
    const scene = await asked(true, follow);
    await next(scene);
    await scene.promote(scene.other, { environment: "staging", from: "development" });
    const request = {
      table: "approval_request" as const,
      where: "organization_id = $1",
      values: [scene.world.organizationId],
    };
    const promote = () => scene.promote(scene.dev);
    const arrive = () => ended(scene, delivered, "staging");
    const [promoted] = await meetAtLock(database.pool, request, 2, () =>
      promoteFirst ? [promote(), afterTheOther(arrive)] : [afterTheOther(promote), arrive()],
    );
    return `${answer(promoted)}, ${await requests(scene)}`;
  }

  /** Who waits first for a lock gets it first. */
  async function afterTheOther<T>(start: () => Promise<T>): Promise<T> {
    while ((await waitingAtLocks(database.pool)) === 0);
    return start();
  }

  test.each([
    ["by whoever is first: it runs, and what it ships was approved", true, "ok, #1 approved running"],
    ["too late: it has ended", false, "approval_superseded, #1 approved superseded"],
  ])("%s", async (_, promoteFirst, expected) => {
    for (let round = 0; round < 5; round++) expect(await race(promoteFirst)).toBe(expected);
  });
});
