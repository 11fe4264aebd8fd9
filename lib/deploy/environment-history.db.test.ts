import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld } from "@/db/testing/world";
import type { Caller } from "@/lib/directory/caller";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { createBinding } from "@/lib/workflows/edit-bindings";
import { loadEnvironmentHistory } from "./loaders-history";

/** Production ran #40 to #74 one after the other, #46 twice with other configurations, and runs #74. */
const database = useDatabase();
const production = { project: "shop", component: "checkout", environment: "production" };
let admin: Caller;
let developer: Caller;
let reviewer: Caller;
let outsider: Caller;

beforeAll(async () => {
  const world = await makeWorld(database.db);
  admin = await callerFor(world, await makeMember(world, "Vera Lind", ["administrator"]));
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  developer = await callerFor(world, ines);
  reviewer = await callerFor(world, await makeMember(world, "Rune Kvist", ["reviewer"]));
  outsider = await callerFor(world, await makeMember(world, "Joss Wren"));
  for (let number = 40; number <= 74; number += 1) {
    const build = await makeBuild(world, number, ines.id);
    const retries = number === 46 ? ["0", "1"] : ["1"];
    for (const value of retries)
      await makeLive(world, world.environments.production, build, ines.id, { RETRIES: { value } });
  }
});

async function rowsFor(caller: Caller, cursor?: string) {
  const history = await loadEnvironmentHistory(caller, { ...production, cursor });
  if (!history.ok) throw new Error(history.refusal.code);
  return history.value;
}

test("what was deployed stands newest first, page by page, and nothing twice", async () => {
  const first = await rowsFor(developer);
  const second = await rowsFor(developer, first.nextCursor ?? "");
  const builds = [...first.rows, ...second.rows].map(({ build }) => build);
  expect(builds).toHaveLength(36);
  expect(builds.slice(0, 2)).toEqual([74, 73]);
  expect(second.nextCursor).toBeNull();
  expect(first.rows[0]).toMatchObject({ isLive: true, how: "Promoted by Ines Duarte" });
});

test("what runs can be deployed again; what ran can be rolled back to, with the configuration it ran with last", async () => {
  const first = await rowsFor(developer);
  expect(first.rows.slice(0, 2).map(({ action }) => action)).toEqual([
    { kind: "redeploy" },
    { kind: "rollback", request: null },
  ]);
  const { rows } = await rowsFor(developer, first.nextCursor ?? "");
  const twice = [...first.rows, ...rows].filter(({ build }) => build === 46);
  expect(twice.map(({ configuration, action }) => [configuration, action?.kind])).toEqual([
    [1, "rollback"],
    [2, undefined],
  ]);
});

test("each keeps what its driver said, the last lines of it, and where the delivery can be seen", async () => {
  const [newest, before] = (await rowsFor(developer)).rows;
  const said = Array.from({ length: 45 }, (_, line) => `Line ${line}`);
  for (const line of said)
    await database.pool.query(
      "insert into deployment_progress (organization_id, deployment_id, line) select organization_id, id, $2 from deployment where id = $1",
      [newest?.id, line],
    );
  await database.owner.query("update deployment set reference = 'c0ffee' where id = $1", [newest?.id]);
  expect((await rowsFor(developer)).rows.slice(0, 2)).toMatchObject([
    { id: newest?.id, log: said.slice(5), reference: "c0ffee" },
    { id: before?.id, log: [] },
  ]);
});

test("who may not deploy reads why; who may not see the project finds nothing", async () => {
  const { rows: shown, remark } = await rowsFor(reviewer);
  expect(shown.every(({ action }) => action === null)).toBe(true);
  expect(remark).toContain("Your roles do not let you deploy");
  const nothing = { ok: false, refusal: { code: "not_found" } };
  expect(await loadEnvironmentHistory(outsider, production)).toMatchObject(nothing);
  expect(await loadEnvironmentHistory(developer, { ...production, environment: "nowhere" })).toMatchObject(
    nothing,
  );
});

test("where a binding names rollbacks they are asked for, and deploying again is not", async () => {
  const on = { enabled: true, roles: ["reviewer"] };
  await configureWorkflow(database.db, admin, "environment-promotion", on);
  const { rows: before } = await rowsFor(developer);
  expect(before[1]?.action).toMatchObject({ kind: "rollback" });
  const profile = "Environment Promotion";
  const kinds = ["promote", "configure", "deploy", "rollback"] as const;
  const binding = { profile, project: "shop", targets: "critical" as const, kinds: [...kinds] };
  expect(
    await createBinding(database.db, admin, { workflow: "environment-promotion", ...binding }),
  ).toMatchObject({
    ok: true,
  });
  const { rows } = await rowsFor(developer);
  expect(rows.slice(0, 2).map(({ action }) => action)).toEqual([
    { kind: "redeploy" },
    { kind: "ask-rollback" },
  ]);
});
