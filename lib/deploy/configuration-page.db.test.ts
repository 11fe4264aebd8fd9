import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld } from "@/db/testing/world";
import { configurationInput } from "@/lib/catalog/input";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import type { Caller } from "@/lib/directory/caller";
import { loadConfigurationPage } from "./loaders-configuration";

const database = useDatabase();
const checkout = { project: "shop", component: "checkout" };
let developer: Caller;
let reviewer: Caller;
let outsider: Caller;

/** Production runs v1; v2 was saved for it. Staging runs a v1 of its own. */
beforeAll(async () => {
  const world = await makeWorld(database.db);
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  developer = await callerFor(world, ines);
  reviewer = await callerFor(world, await makeMember(world, "Rune Kvist", ["reviewer"]));
  outsider = await callerFor(world, await makeMember(world, "Joss Wren"));
  const build = await makeBuild(world, 41, ines.id);
  const { staging, production } = world.environments;
  await makeLive(world, staging, build, ines.id, { RETRIES: { value: "3" }, DEBUG: { value: "1" } });
  await makeLive(world, production, build, ines.id, { RETRIES: { value: "0" } });
  const entries = { RETRIES: "3", TOKEN: { secret: "pay/gateway#v5" } };
  const edit = configurationInput.parse({ entries });
  await saveConfiguration(database.db, developer, { ...checkout, environment: "production", ...edit });
});

test("what was saved is shown, and what a deployment of it would change", async () => {
  const page = await loadConfigurationPage(developer, { ...checkout, environment: "production" });
  expect(page).toMatchObject({
    ok: true,
    value: {
      mayEdit: true,
      current: {
        version: 2,
        savedBy: "Ines Duarte",
        entries: { TOKEN: { secret: "pay/gateway#v5" } },
        live: { version: 1, keysBehind: 2 },
      },
      comparison: {
        left: { version: 1 },
        right: { version: 2 },
        lines: [
          { kind: "removed", key: "RETRIES", value: "0" },
          { kind: "added", key: "RETRIES", value: "3" },
          { kind: "added", key: "TOKEN", value: "secret:pay/gateway#v5" },
        ],
      },
    },
  });
  const production = page.ok ? page.value.environments[2]?.versions : [];
  expect(production).toMatchObject([
    { version: 2, by: "Ines Duarte", isSaved: true, isLive: false },
    { version: 1, isSaved: false, isLive: true },
  ]);
});

test("any two versions of any two environments can be compared", async () => {
  const sides = { left: "production.2", right: "staging.1" };
  expect(await loadConfigurationPage(reviewer, { ...checkout, ...sides })).toMatchObject({
    ok: true,
    value: {
      mayEdit: false,
      current: { slug: "development", version: null, live: null },
      comparison: {
        left: { environment: "Production", version: 2 },
        right: { environment: "Staging", version: 1 },
        lines: [
          { kind: "added", key: "DEBUG" },
          { kind: "same", key: "RETRIES" },
          { kind: "removed", key: "TOKEN" },
        ],
      },
    },
  });
});

test.each([
  { environment: "nowhere" },
  { left: "production.2", right: "staging.9" },
  { left: "production.2" },
  { left: "production.2", right: "nowhere.1" },
])("%j is not found", async (asked) => {
  const nothing = { ok: false, refusal: { code: "not_found" } };
  expect(await loadConfigurationPage(developer, { ...checkout, ...asked })).toMatchObject(nothing);
});

test("who may not see the project finds no configuration in it", async () => {
  const nothing = { ok: false, refusal: { code: "not_found" } };
  expect(await loadConfigurationPage(outsider, { ...checkout, environment: "production" })).toMatchObject(
    nothing,
  );
});
