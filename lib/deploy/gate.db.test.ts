import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, requestsOf } from "@/db/testing/rows";
import { makeBuild, makeEnvironment, makeLive, makePath } from "@/db/testing/world";
import { answer, makeScene, type Scene } from "@/lib/approvals/testing/scene";
import { createEnvironment } from "@/lib/catalog/create-environment";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import { updateEnvironment } from "@/lib/catalog/update-environment";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { finishDeployment } from "./finish-deployment";
import type { DeploymentInput } from "./input";
import { retryDeployment } from "./retry-deployment";
import { findDeployment } from "./store";

/**
 * Every way to put a build or a configuration into Production while promotions are under approval (engine.md, rule 10).
 * None does so without a grant. Production runs #46 and ran #45; Staging runs #47.
 */
const database = useDatabase();
const changed = { set: { LOG_LEVEL: { value: "debug" } } };

async function guarded(wish: Parameters<typeof makeScene>[1] = {}) {
  const scene = await makeScene(database.db, wish);
  const { world, admin, dev } = scene;
  for (const number of [45, 46])
    await makeLive(world, world.environments.production, await makeBuild(world, number, admin.id), dev.id);
  // Configured otherwise in staging, so that copying it from there would change something.
  await makeLive(world, world.environments.staging, scene.build, dev.id, { LOG_LEVEL: { value: "trace" } });
  return scene;
}
const shipped = ({ world }: Scene) => deploymentsOf(database.pool, world.organizationId);
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);

const gated: [string, Partial<DeploymentInput>][] = [
  ["promote what runs in staging", { kind: "promote" }],
  ["promote a build by number", { kind: "promote", build: 47 }],
  ["promote along another path", { kind: "promote", from: "development" }],
  ["promote with another configuration", { kind: "promote", configuration: changed }],
  ["promote the source's configuration", { kind: "promote", configuration: "copy" }],
  ["promote what is live there already", { kind: "promote", build: 46 }],
  ["configure", { kind: "configure", configuration: changed }],
  ["configure with what was saved", { kind: "configure" }],
  ["configure with the same", { kind: "configure", build: 46, configuration: "keep" }],
  ["deploy as if it were the first environment", { kind: "deploy", build: 47 }],
];

describe("nothing requested", () => {
  test.each(gated)("%s: approval_required", async (_, wish) => {
    const scene = await guarded();
    for (const person of [scene.dev, scene.admin])
      expect(answer(await scene.promote(person, wish))).toBe("approval_required");
    expect(await shipped(scene)).toEqual([]);
  });

  test("naming a request that is not there helps nobody", async () => {
    const scene = await guarded();
    for (const [, wish] of gated)
      expect(answer(await scene.promote(scene.dev, { ...wish, request: 9 }))).toBe("not_found");
    expect(await shipped(scene)).toEqual([]);
  });
});

const unapproved: [string, (scene: Scene) => Promise<unknown>, string][] = [
  ["waiting", async () => undefined, "approval_not_ready"],
  ["rejected", (scene) => scene.vote(scene.rune, "reject"), "approval_not_ready"],
  ["cancelled", (scene) => scene.cancel(scene.dev), "approval_not_ready"],
  [
    "revoked",
    async (scene) => {
      await scene.vote(scene.rune, "approve");
      await scene.revoke(scene.admin, "Incident");
    },
    "approval_revoked",
  ],
];
describe.each(unapproved)("a request that is %s", (_, end, code) => {
  test("ships nothing, named or not", async () => {
    const scene = await guarded();
    await scene.ask(scene.dev);
    await end(scene);
    for (const [, wish] of gated) {
      expect(answer(await scene.promote(scene.dev, { ...wish, request: 1 }))).not.toBe("ok");
      expect(answer(await scene.promote(scene.dev, wish))).toBe("approval_required");
    }
    expect(answer(await scene.promote(scene.dev, { request: 1 }))).toBe(code);
    expect(await shipped(scene)).toEqual([]);
  });
});

describe("an approved request ships what it is for, and nothing else", () => {
  test.each(gated.filter(([name]) => !/^promote (what runs in|a build by)/.test(name)))(
    "%s under it: refused",
    async (_, wish) => {
      const scene = await guarded();
      await scene.ask(scene.dev);
      await scene.vote(scene.rune, "approve");
      for (const request of [{ request: 1 }, {}])
        expect(answer(await scene.promote(scene.dev, { ...wish, ...request }))).toMatch(
          /^(approval_stale|invalid_input|source_not_healthy)$/,
        );
      expect(await shipped(scene)).toEqual([]);
      expect(await requests(scene)).toEqual(["#1 approved ready"]);
    },
  );

  test("the approved build and configuration, once", async () => {
    const scene = await guarded();
    await scene.ask(scene.dev, { configuration: changed });
    await scene.vote(scene.rune, "approve");
    expect(answer(await scene.promote(scene.dev))).toBe("ok");
    expect(await shipped(scene)).toEqual(["promote #47 grant running"]);
    const { rows } = await database.pool.query(
      "select c.entries from deployment d join configuration_version c on c.id = d.configuration_id where d.gate = 'grant' and d.organization_id = $1",
      [scene.world.organizationId],
    );
    expect(rows).toEqual([{ entries: { LOG_LEVEL: { value: "debug" } } }]);
    await delivered(scene);
    expect(answer(await scene.promote(scene.dev))).toBe("approval_required");
    expect(answer(await scene.promote(scene.dev, { request: 1 }))).toBe("approval_used");
  });

  test("an approval for another environment or component is none for this one", async () => {
    const scene = await guarded();
    const disaster = await makeEnvironment(scene.world, "disaster", { critical: true });
    await makePath(scene.world, scene.world.environments.staging, disaster);
    await database.pool.query(
      "insert into component_environment (organization_id, component_id, environment_id) values ($1, $2, $3)",
      [scene.world.organizationId, scene.world.checkout, disaster],
    );
    await scene.ask(scene.dev, { to: "disaster" });
    await scene.vote(scene.rune, "approve");
    expect(answer(await scene.promote(scene.dev))).toBe("approval_required");
    expect(answer(await scene.promote(scene.dev, { request: 1 }))).toBe("approval_stale");
    expect(await shipped(scene)).toEqual([]);
  });
});

describe("what needs no approval", () => {
  test("deploying again what runs there", async () => {
    const scene = await guarded();
    expect(answer(await scene.promote(scene.dev, { kind: "redeploy" }))).toBe("ok");
    expect(await shipped(scene)).toEqual(["redeploy #46 exempt running"]);
  });

  test("deploying again ships what succeeded last, not what was saved or asked for since", async () => {
    const scene = await guarded();
    await saved(scene);
    await scene.promote(scene.dev, { kind: "redeploy", build: 47, configuration: changed });
    const { rows } = await database.pool.query(
      "select c.entries, b.number from deployment d join configuration_version c on c.id = d.configuration_id join build b on b.id = d.build_id where d.kind = 'redeploy' and d.organization_id = $1",
      [scene.world.organizationId],
    );
    for (const row of rows) expect(row).toEqual({ entries: {}, number: 46 });
  });

  test("rolling back to what was live there, unless the binding names it", async () => {
    const back = { kind: "rollback" as const, build: 45 };
    const free = await guarded();
    expect(answer(await free.promote(free.dev, { ...back, build: 47 }))).toBe("invalid_input");
    expect(answer(await free.promote(free.dev, back))).toBe("ok");
    expect(await shipped(free)).toEqual(["rollback #45 exempt running"]);
    const bound = await guarded({ kinds: ["promote", "configure", "deploy", "rollback"] });
    expect(answer(await bound.promote(bound.dev, back))).toBe("approval_required");
    expect(await shipped(bound)).toEqual([]);
  });
});

describe("ways around", () => {
  test("saving a configuration ships nothing, and what was saved needs a grant to ship", async () => {
    const scene = await guarded();
    await saved(scene);
    expect(await shipped(scene)).toEqual([]);
    expect(answer(await scene.promote(scene.dev, { kind: "configure" }))).toBe("approval_required");
  });

  test("trying again what failed before approvals were on needs one now", async () => {
    const scene = await guarded({ ungated: true });
    const started = await scene.promote(scene.dev);
    if (!started.ok) throw new Error("nothing gates it yet");
    await failed(scene);
    const on = { enabled: true, roles: ["reviewer"] };
    expect(
      answer(await configureWorkflow(scene.db, await scene.as(scene.admin), "environment-promotion", on)),
    ).toBe("ok");
    expect(answer(await retryDeployment(scene.db, await scene.as(scene.dev), { id: started.value }))).toBe(
      "approval_required",
    );
    await scene.ask(scene.dev, { configuration: changed });
    await scene.vote(scene.rune, "approve");
    expect(
      answer(await retryDeployment(scene.db, await scene.as(scene.dev), { id: started.value })),
    ).not.toBe("ok");
    expect(await shipped(scene)).toEqual(["promote #47 open failed"]);
  });

  test("trying again under an approval that was revoked or lapsed meanwhile: refused", async () => {
    const scene = await guarded();
    await scene.ask(scene.dev);
    await scene.vote(scene.rune, "approve");
    const started = await scene.promote(scene.dev);
    if (!started.ok) throw new Error("it is approved");
    await failed(scene);
    const again = { id: started.value };
    const tomorrow = () => new Date(Date.now() + 25 * 3_600_000);
    expect(answer(await retryDeployment(scene.db, await scene.as(scene.dev), again, tomorrow))).toBe(
      "approval_lapsed",
    );
    expect(await requests(scene)).toEqual(["#1 approved lapsed"]);
    expect(answer(await retryDeployment(scene.db, await scene.as(scene.dev), again))).toBe("approval_lapsed");
  });

  test.each([
    ["unmarking it critical", { environment: "production", critical: false }],
    ["a new path into it", { environment: "production", promotesFrom: ["development"] }],
    ["another order", { environment: "production", order: 1 }],
    ["another driver", { environment: "production", settings: { repository: "https://git.example/a.git" } }],
  ])("%s without a reason: refused", async (_, change) => {
    const scene = await guarded();
    expect(answer(await updateEnvironment(scene.db, await scene.as(scene.admin), change))).toBe(
      "reason_required",
    );
    expect(answer(await scene.promote(scene.dev))).toBe("approval_required");
  });

  test("with a reason it ends what was asked and approved, and approves nothing", async () => {
    const scene = await guarded();
    await scene.ask(scene.dev);
    const change = { environment: "production", critical: false, reason: "Was never live" };
    expect(answer(await updateEnvironment(scene.db, await scene.as(scene.admin), change))).toBe("ok");
    expect(await requests(scene)).toEqual(["#1 cancelled none"]);
  });

  test("a new environment before the first one cannot make Production the first", async () => {
    const scene = await guarded();
    const wish = { slug: "zero", name: "Zero", order: 1, critical: false };
    await createEnvironment(scene.db, await scene.as(scene.admin), wish as never);
    expect(answer(await scene.promote(scene.dev, { kind: "deploy", build: 47 }))).toBe("approval_required");
  });

  test("the first deployment into a first environment that is critical needs one, too", async () => {
    const scene = await guarded();
    await database.pool.query("update environment set critical = true where organization_id = $1", [
      scene.world.organizationId,
    ]);
    const first = { kind: "deploy" as const, environment: "development", build: 47 };
    expect(answer(await scene.promote(scene.dev, first))).toBe("approval_required");
    expect(answer(await scene.ask(scene.dev, { from: "development", to: "development", build: 47 }))).toBe(
      "ok",
    );
    await scene.vote(scene.rune, "approve");
    expect(answer(await scene.promote(scene.dev, first))).toBe("ok");
  });

  test("the database itself refuses a row that says it has a grant and names none", async () => {
    const scene = await guarded();
    const copy = (gate: string, kind: string) =>
      database.pool.query(
        `insert into deployment (id, organization_id, component_id, environment_id, kind, build_id, configuration_id, gate, started_by)
          select 'dep_forged', organization_id, component_id, environment_id, $2, build_id, configuration_id, $3, started_by
          from deployment where organization_id = $1 limit 1`,
        [scene.world.organizationId, kind, gate],
      );
    await expect(copy("grant", "promote")).rejects.toThrow("deployment_grant_names_its_use");
    await expect(copy("exempt", "promote")).rejects.toThrow("deployment_exempt_kinds");
  });
});

async function saved({ db, as, dev }: Scene) {
  const place = { project: "shop", component: "checkout", environment: "production" };
  const entries = { LOG_LEVEL: { value: "debug" } };
  expect(answer(await saveConfiguration(db, await as(dev), { ...place, entries }))).toBe("ok");
}

async function running({ db, world }: Scene) {
  const { rows } = await database.pool.query(
    "select id from deployment where organization_id = $1 and state = 'running'",
    [world.organizationId],
  );
  const row = await findDeployment(db, world.organizationId, rows[0]?.id);
  if (!row) throw new Error("something runs");
  return row;
}

async function failed(scene: Scene) {
  await finishDeployment(scene.db, await running(scene), { outcome: "failed", reason: "No disk" });
}

async function delivered(scene: Scene) {
  await finishDeployment(scene.db, await running(scene), { outcome: "delivered", reference: "c0ffee" });
}
