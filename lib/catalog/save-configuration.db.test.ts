import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeMember, makeWorld, type World } from "@/db/testing/world";
import type { Caller } from "@/lib/directory/caller";
import { configurationInput } from "./input";
import { loadConfiguration, loadConfigurationVersions } from "./loaders";
import { saveConfiguration } from "./save-configuration";

const database = useDatabase();
let world: World;
let developer: Caller;

beforeAll(async () => {
  world = await makeWorld(database.db);
  developer = await callerFor(world, await makeMember(world, "Ines Duarte", ["developer"]));
});

const at = (environment: string) => ({ project: "shop", component: "checkout", environment });
const save = (caller: Caller, environment: string, entries: unknown) =>
  saveConfiguration(database.db, caller, { ...at(environment), ...configurationInput.parse({ entries }) });

test("saving makes a version, identical content none, and what runs stays", async () => {
  expect(await loadConfiguration(developer, at("staging"))).toMatchObject({
    ok: true,
    value: { version: 0, entries: {}, savedBy: null },
  });
  const first = await save(developer, "staging", { A: "1", KEY: { secret: "pay/stripe#key" } });
  expect(first).toMatchObject({
    ok: true,
    value: { version: 1, entries: { A: { value: "1" }, KEY: { secret: "pay/stripe#key" } } },
  });
  const same = await save(developer, "staging", { KEY: { secret: "pay/stripe#key" }, A: { value: "1" } });
  expect(same).toMatchObject({ ok: true, value: { version: 1 } });
  expect(await save(developer, "staging", { A: "2" })).toMatchObject({ ok: true, value: { version: 2 } });
  const back = await save(developer, "staging", { A: { value: "1" }, KEY: { secret: "pay/stripe#key" } });
  expect(back).toMatchObject({ ok: true, value: { version: 1 } });
  const page = { ...at("staging"), limit: 1 };
  const newest = await loadConfigurationVersions(developer, page);
  expect(newest).toMatchObject({
    ok: true,
    value: { items: [{ version: 2, savedBy: { name: "Ines Duarte" } }] },
  });
  const cursor = newest.ok ? (newest.value.nextCursor ?? "") : "";
  expect(await loadConfigurationVersions(developer, { ...page, cursor })).toMatchObject({
    value: { items: [{ version: 1, entries: { A: { value: "1" } } }], nextCursor: null },
  });
  const { rows } = await database.pool.query(
    "select count(*)::int as running from component_environment where live_deployment_id is not null",
  );
  expect(rows[0].running).toBe(0);
});

test("two people who save at once make two versions, or one when they agree", async () => {
  const results = await Promise.all(
    [1, 2, 3, 3].map((value) => save(developer, "production", { A: `${value}` })),
  );
  const versions = results.map((result) => (result.ok ? result.value.version : result.refusal.code));
  expect(new Set(versions)).toEqual(new Set([1, 2, 3]));
});

test("of two who edit the same version at once the second is told by whom it was changed, and nothing is lost", async () => {
  const mika = await callerFor(world, await makeMember(world, "Mika Soto", ["developer"]));
  const shown = await loadConfiguration(developer, at("development"));
  const basedOn = shown.ok ? shown.value.hash : "";
  const edit = (caller: Caller, entries: unknown) =>
    saveConfiguration(database.db, caller, {
      ...at("development"),
      ...configurationInput.parse({ entries, basedOn }),
    });
  const results = await Promise.all([edit(mika, { A: "theirs" }), edit(developer, { A: "mine" })]);
  const [refusedOne, ...more] = results.filter((result) => !result.ok);
  expect(more).toEqual([]);
  expect(refusedOne).toMatchObject({
    refusal: {
      code: "configuration_changed",
      detail: expect.stringMatching(/^(Mika Soto|Ines Duarte) saved version 1/),
      facts: { version: 1 },
    },
  });
  expect(await loadConfiguration(developer, at("development"))).toMatchObject({ value: { version: 1 } });
});

test.each([
  ["1A", "a"],
  ["A-B", "a"],
  ["", "a"],
  ["A", { secret: "no-key" }],
  ["A", { value: "a", secret: "b#c" }],
  ["A", 1],
])("an entry %j: %j is refused at its place", (key, value) => {
  const parsed = configurationInput.safeParse({ entries: { [key]: value } });
  expect(parsed.error?.issues[0]?.path.slice(0, 2)).toEqual(["entries", key]);
});

test("needs the permission in the project, and a place that exists", async () => {
  const reviewer = await callerFor(world, await makeMember(world, "Rune Kvist", ["reviewer"]));
  expect(await save(reviewer, "staging", {})).toMatchObject({ refusal: { code: "not_permitted" } });
  expect(await save(developer, "nowhere", {})).toMatchObject({ refusal: { code: "not_found" } });
  const other = await makeWorld(database.db);
  const foreign = await callerFor(other, await makeMember(other, "Foreign", ["reviewer"]));
  expect(await save(foreign, "staging", {})).toMatchObject({ refusal: { code: "not_permitted" } });
  expect(await loadConfiguration(foreign, at("staging"))).toMatchObject({ ok: true, value: { version: 0 } });
});
