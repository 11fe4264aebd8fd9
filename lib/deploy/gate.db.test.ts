import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, requestsOf } from "@/db/testing/rows";
import { makeEnvironment, makePath } from "@/db/testing/world";
import { answer, type Scene } from "@/lib/approvals/testing/scene";
import type { DeploymentInput } from "./input";
import { changed, ended, guarded, saved } from "./testing/guarded";

/**
 * Every way to put a build or a configuration into Production while promotions are under approval (engine.md, rule 10).
 * None does so without a grant.
 */
const database = useDatabase();
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
    const scene = await guarded(database.db);
    for (const person of [scene.dev, scene.admin])
      expect(answer(await scene.promote(person, wish))).toBe("approval_required");
    expect(await shipped(scene)).toEqual([]);
  });

  test("naming a request that is not there helps nobody", async () => {
    const scene = await guarded(database.db);
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
    const scene = await guarded(database.db);
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
      const scene = await guarded(database.db);
      await scene.ask(scene.dev);
      await scene.vote(scene.rune, "approve");
      for (const request of [{ request: 1 }, {}])
        expect(answer(await scene.promote(scene.dev, { ...wish, ...request }))).toMatch(
          /^(approval_required|approval_stale|invalid_input|source_not_healthy)$/,
        );
      expect(await shipped(scene)).toEqual([]);
      expect(await requests(scene)).toEqual(["#1 approved ready"]);
    },
  );

  test("the approved build and configuration, once", async () => {
    const scene = await guarded(database.db);
    await scene.ask(scene.dev, { configuration: changed });
    await scene.vote(scene.rune, "approve");
    expect(answer(await scene.promote(scene.dev))).toBe("ok");
    expect(await shipped(scene)).toEqual(["promote #47 grant running"]);
    const { rows } = await database.pool.query(
      "select c.entries from deployment d join configuration_version c on c.id = d.configuration_id where d.gate = 'grant' and d.organization_id = $1",
      [scene.world.organizationId],
    );
    expect(rows).toEqual([{ entries: { LOG_LEVEL: { value: "debug" } } }]);
    await ended(scene, { outcome: "delivered", reference: "c0ffee" });
    expect(answer(await scene.promote(scene.dev))).toBe("approval_required");
    expect(answer(await scene.promote(scene.dev, { request: 1 }))).toBe("approval_used");
  });

  test("an approval for another environment or component is none for this one", async () => {
    const scene = await guarded(database.db);
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
    const scene = await guarded(database.db);
    expect(answer(await scene.promote(scene.dev, { kind: "redeploy" }))).toBe("ok");
    expect(await shipped(scene)).toEqual(["redeploy #46 exempt running"]);
  });

  test("deploying again ships what succeeded last, not what was saved or asked for since", async () => {
    const scene = await guarded(database.db);
    expect(await saved(scene)).toBe("ok");
    await scene.promote(scene.dev, { kind: "redeploy", build: 47, configuration: changed });
    const { rows } = await database.pool.query(
      "select c.entries, b.number from deployment d join configuration_version c on c.id = d.configuration_id join build b on b.id = d.build_id where d.kind = 'redeploy' and d.organization_id = $1",
      [scene.world.organizationId],
    );
    for (const row of rows) expect(row).toEqual({ entries: {}, number: 46 });
  });

  test("rolling back to what was live there, unless the binding names it", async () => {
    const back = { kind: "rollback" as const, build: 45 };
    const free = await guarded(database.db);
    expect(answer(await free.promote(free.dev, { ...back, build: 47 }))).toBe("invalid_input");
    expect(answer(await free.promote(free.dev, back))).toBe("ok");
    expect(await shipped(free)).toEqual(["rollback #45 exempt running"]);
    const bound = await guarded(database.db, { kinds: ["promote", "configure", "deploy", "rollback"] });
    expect(answer(await bound.promote(bound.dev, back))).toBe("approval_required");
    expect(await shipped(bound)).toEqual([]);
  });
});
