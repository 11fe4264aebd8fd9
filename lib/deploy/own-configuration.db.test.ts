import { beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld } from "@/db/testing/world";
import { castVote } from "@/lib/approvals/cast-vote";
import { promotionRequestInput } from "@/lib/approvals/input";
import { openRequest } from "@/lib/approvals/open-request";
import { configurationInput } from "@/lib/catalog/input";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import type { Caller } from "@/lib/directory/caller";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { loadDeployBoard, loadRequestPreview } from "./loaders";

/** Staging and Production run #47; Production is gated, and v2 of its configuration was saved for it. */
const database = useDatabase();
const checkout = { project: "shop", component: "checkout" };
let developer: Caller;
let reviewer: Caller;

beforeAll(async () => {
  const world = await makeWorld(database.db);
  const admin = await callerFor(world, await makeMember(world, "Vera Lind", ["administrator"]));
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  developer = await callerFor(world, ines);
  reviewer = await callerFor(world, await makeMember(world, "Rune Kvist", ["reviewer"]));
  const [older, build] = [await makeBuild(world, 46, ines.id), await makeBuild(world, 47, ines.id)];
  const { staging, production } = world.environments;
  await makeLive(world, staging, older, ines.id);
  await makeLive(world, staging, build, ines.id, { RETRIES: { value: "3" }, DEBUG: { value: "1" } });
  await makeLive(world, production, older, ines.id, { RETRIES: { value: "0" } });
  const on = { enabled: true, roles: ["reviewer"] };
  await configureWorkflow(database.db, admin, "environment-promotion", on);
  for (const environment of ["staging", "production"]) await save(environment, { RETRIES: "5" });
});

const save = (environment: string, entries: unknown) => {
  const edit = configurationInput.parse({ entries });
  return saveConfiguration(database.db, developer, { ...checkout, environment, ...edit });
};

async function cardOf(caller: Caller, environment: string) {
  const board = await loadDeployBoard(caller, checkout);
  return board.ok ? board.value.environments.find(({ slug }) => slug === environment) : undefined;
}

const ask = (configuration: "keep" = "keep") =>
  openRequest(
    database.db,
    developer,
    promotionRequestInput.parse({
      workflow: "environment-promotion",
      subject: { ...checkout, kind: "configure", to: "production", configuration },
    }),
  );

test("the source's card says how far it is ahead, in commits and configuration keys", async () => {
  expect((await cardOf(developer, "staging"))?.targets).toMatchObject([
    { summary: "1 commit, 2 configuration keys ahead of Production" },
  ]);
});

test("places that run the same configuration differ in no key, also while another one is saved for one of them", async () => {
  const world = await makeWorld(database.db);
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  const caller = await callerFor(world, ines);
  const build = await makeBuild(world, 47, ines.id);
  const { development, staging, production } = world.environments;
  for (const environment of [development, staging, production])
    await makeLive(world, environment, build, ines.id, { RETRIES: { value: "0" } });
  const edit = configurationInput.parse({ entries: { RETRIES: "5", DEBUG: "1" } });
  expect(
    await saveConfiguration(database.db, caller, { ...checkout, environment: "production", ...edit }),
  ).toMatchObject({ ok: true });
  const board = await loadDeployBoard(caller, checkout);
  const summaries = board.ok ? board.value.environments.flatMap(({ targets }) => targets) : [];
  expect(summaries.filter(({ summary }) => summary.includes("different"))).toEqual([]);
  // The same commit also lies between Staging and the older build in Development: it counts once.
  const newer = await makeBuild(world, 48, ines.id);
  await makeLive(world, staging, newer, ines.id, { RETRIES: { value: "0" } });
  const after = await loadDeployBoard(caller, checkout);
  const card = after.ok ? after.value.environments.find(({ slug }) => slug === "staging") : undefined;
  expect(card?.targets).toMatchObject([{ summary: "1 commit ahead of Production" }]);
});

test("what was saved and does not run is offered on its own card: at once, or to be asked for", async () => {
  expect((await cardOf(developer, "staging"))?.configuration).toMatchObject({
    summary: "Configuration v3 is saved: 2 keys differ from what runs",
    next: { kind: "promote", build: 47, request: null },
  });
  expect((await cardOf(developer, "production"))?.configuration).toMatchObject({
    next: { kind: "request", build: 46 },
  });
  expect((await cardOf(reviewer, "staging"))?.configuration).toMatchObject({
    next: { kind: "nothing" },
  });
  expect((await cardOf(developer, "development"))?.configuration).toBeNull();
});

test("the drawer shows what a configuration alone changes, and every build that may be asked for instead", async () => {
  const own = { ...checkout, from: "production", to: "production" };
  expect(await loadRequestPreview(developer, own)).toMatchObject({
    ok: true,
    value: { build: 46, builds: [], commits: [], keep: { version: "v1 → v2" }, copy: null },
  });
  const path = { ...checkout, from: "staging", to: "production" };
  expect(await loadRequestPreview(developer, path)).toMatchObject({
    value: { build: 47, builds: [{ number: 47, title: "Change 47" }, { number: 46 }] },
  });
  expect(await loadRequestPreview(developer, { ...path, build: 46 })).toMatchObject({
    value: { build: 46, commits: [] },
  });
  expect(await loadRequestPreview(developer, { ...own, kind: "rollback" as const })).toMatchObject({
    refusal: { code: "approval_not_required" },
  });
});

describe("asked for", () => {
  test("it waits on its own card, and the source's card says so without a second cancellation", async () => {
    expect(await ask()).toMatchObject({ ok: true, value: { number: 1 } });
    expect((await cardOf(developer, "production"))?.configuration).toMatchObject({
      next: { kind: "cancel-request", request: 1 },
      request: { number: 1, waits: "waiting for Rune Kvist" },
    });
    expect((await cardOf(developer, "staging"))?.targets).toMatchObject([
      {
        next: {
          kind: "waiting",
          reason: "You have asked for a deployment in Production itself already.",
        },
        request: null,
      },
    ]);
  });

  test("approved, it ships what was approved, whatever was saved since", async () => {
    const yes = { number: 1, decision: "approve" as const, comment: null };
    expect(await castVote(database.db, reviewer, yes)).toMatchObject({ ok: true });
    await save("production", { RETRIES: "6" });
    expect((await cardOf(developer, "production"))?.configuration).toMatchObject({
      next: { kind: "promote", build: 46, request: 1 },
      summary: "Ships configuration v2, as approved in request 1",
      remarks: [{ text: "Approved: configuration v2. v3 is saved by now." }],
    });
  });
});
