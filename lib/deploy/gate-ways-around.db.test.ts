import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, requestsOf } from "@/db/testing/rows";
import { answer, type Scene } from "@/lib/approvals/testing/scene";
import { createEnvironment } from "@/lib/catalog/create-environment";
import { updateEnvironment } from "@/lib/catalog/update-environment";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { retryDeployment } from "./retry-deployment";
import { changed, ended, guarded, saved } from "./testing/guarded";

/** Ways around the gate of Production (engine.md, rules 10 and 11): saving, retrying, changing what is gated. */
const database = useDatabase();
const shipped = ({ world }: Scene) => deploymentsOf(database.pool, world.organizationId);
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);

test("saving a configuration ships nothing, and what was saved needs a grant to ship", async () => {
  const scene = await guarded(database.db);
  expect(await saved(scene)).toBe("ok");
  expect(await shipped(scene)).toEqual([]);
  expect(answer(await scene.promote(scene.dev, { kind: "configure" }))).toBe("approval_required");
});

test("trying again what failed before approvals were on needs one now", async () => {
  const scene = await guarded(database.db, { ungated: true });
  const started = await scene.promote(scene.dev);
  if (!started.ok) throw new Error("nothing gates it yet");
  await ended(scene, { outcome: "failed", reason: "No disk" });
  const on = { enabled: true, roles: ["reviewer"] };
  expect(
    answer(await configureWorkflow(scene.db, await scene.as(scene.admin), "environment-promotion", on)),
  ).toBe("ok");
  expect(answer(await retryDeployment(scene.db, await scene.as(scene.dev), { id: started.value }))).toBe(
    "approval_required",
  );
  await scene.ask(scene.dev, { configuration: changed });
  await scene.vote(scene.rune, "approve");
  expect(answer(await retryDeployment(scene.db, await scene.as(scene.dev), { id: started.value }))).not.toBe(
    "ok",
  );
  expect(await shipped(scene)).toEqual(["promote #47 open failed"]);
});

test("trying again under an approval that was revoked or lapsed meanwhile: refused", async () => {
  const scene = await guarded(database.db);
  await scene.ask(scene.dev);
  await scene.vote(scene.rune, "approve");
  const started = await scene.promote(scene.dev);
  if (!started.ok) throw new Error("it is approved");
  await ended(scene, { outcome: "failed", reason: "No disk" });
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
  const scene = await guarded(database.db);
  expect(answer(await updateEnvironment(scene.db, await scene.as(scene.admin), change))).toBe(
    "reason_required",
  );
  expect(answer(await scene.promote(scene.dev))).toBe("approval_required");
});

test("with a reason it ends what was asked and approved, and approves nothing", async () => {
  const scene = await guarded(database.db);
  await scene.ask(scene.dev);
  const change = { environment: "production", critical: false, reason: "Was never live" };
  expect(answer(await updateEnvironment(scene.db, await scene.as(scene.admin), change))).toBe("ok");
  expect(await requests(scene)).toEqual(["#1 cancelled none"]);
});

test("a new environment before the first one cannot make Production the first", async () => {
  const scene = await guarded(database.db);
  const wish = { slug: "zero", name: "Zero", order: 1, critical: false };
  await createEnvironment(scene.db, await scene.as(scene.admin), wish as never);
  expect(answer(await scene.promote(scene.dev, { kind: "deploy", build: 47 }))).toBe("approval_required");
});

test("the first deployment into a first environment that is critical needs one, too", async () => {
  const scene = await guarded(database.db);
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
  const scene = await guarded(database.db);
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
