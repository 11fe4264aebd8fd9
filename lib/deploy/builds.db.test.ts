import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld } from "@/db/testing/world";
import { buildInput } from "@/lib/catalog/input";
import { reportBuild } from "@/lib/catalog/report-build";
import type { Caller } from "@/lib/directory/caller";
import { loadBuildList, loadBuildPage } from "./loaders-builds";

const database = useDatabase();
const checkout = { project: "shop", component: "checkout" };
let developer: Caller;
let outsider: Caller;

beforeAll(async () => {
  const world = await makeWorld(database.db);
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  developer = await callerFor(world, ines);
  outsider = await callerFor(world, await makeMember(world, "Joss Wren"));
  const [old, now] = [await makeBuild(world, 41, ines.id), await makeBuild(world, 47, ines.id)];
  const { development, staging } = world.environments;
  await makeLive(world, development, old, ines.id);
  await makeLive(world, development, now, ines.id, { RETRIES: { value: "3" } });
  await makeLive(world, staging, old, ines.id);
  const commits = [
    {
      sha: "a".repeat(40),
      message: "Round totals once\n\nThe long story.",
      author: { name: "Mika Soto", email: "mika@meridian.example" },
      at: "2026-11-20T10:00:00Z",
    },
  ];
  const report = {
    number: 48,
    image: "registry.example/checkout",
    digest: `sha256:${"b".repeat(64)}`,
    commit: "a".repeat(40),
    sourceUrl: "https://git.example/shop/checkout",
    commits,
  };
  await reportBuild(database.db, developer, { ...checkout, ...buildInput.parse(report) });
});

test("builds stand newest first, each with where it is live now", async () => {
  expect(await loadBuildList(developer, checkout)).toMatchObject({
    ok: true,
    value: {
      latestBuild: { number: 48 },
      builds: [
        { number: 48, commit: { message: "Round totals once", author: "Mika Soto" }, places: [] },
        { number: 47, places: [{ environment: { slug: "development" }, status: { label: "Delivered" } }] },
        { number: 41, places: [{ environment: { slug: "staging" } }] },
      ],
      nextCursor: null,
    },
  });
});

test("a build's page says where it was deployed, by whom, and what became of it", async () => {
  expect(await loadBuildPage(developer, { ...checkout, number: 41 })).toMatchObject({
    ok: true,
    value: {
      places: [{ environment: { name: "Staging" } }],
      deployments: [
        { environment: { name: "Staging" }, isLive: true, status: { label: "Delivered" } },
        {
          environment: { name: "Development" },
          isLive: false,
          how: "Promoted by Ines Duarte",
          status: { label: "Replaced" },
        },
      ],
    },
  });
  expect(await loadBuildPage(developer, { ...checkout, number: 48 })).toMatchObject({
    value: {
      sourceUrl: "https://git.example/shop/checkout",
      deployments: [],
      commits: [{ author: "Mika Soto" }],
    },
  });
});

test("a stored address that is no web address does not become a link", async () => {
  await database.owner.query("alter table build disable trigger user");
  await database.owner.query("update build set source_url = 'javascript:alert(1)' where number = 41");
  expect(await loadBuildPage(developer, { ...checkout, number: 41 })).toMatchObject({
    ok: true,
    value: { sourceUrl: null },
  });
});

test("who may not see the project finds neither its builds nor one of them", async () => {
  const nothing = { ok: false, refusal: { code: "not_found" } };
  expect(await loadBuildList(outsider, checkout)).toMatchObject(nothing);
  expect(await loadBuildPage(outsider, { ...checkout, number: 41 })).toMatchObject(nothing);
  expect(await loadBuildPage(developer, { ...checkout, number: 40 })).toMatchObject(nothing);
});
