import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld } from "@/db/testing/world";
import { castVote } from "@/lib/approvals/cast-vote";
import { promotionRequestInput } from "@/lib/approvals/input";
import { openRequest } from "@/lib/approvals/open-request";
import type { Caller } from "@/lib/directory/caller";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { loadActivity } from "./loaders-activity";

/** Staging ran #40 to #60 one after the other; Ines asked for #60 in Production, Rune rejected. */
const database = useDatabase();
const checkout = { project: "shop", component: "checkout" };
let developer: Caller;
let service: Caller;
let outsider: Caller;

beforeAll(async () => {
  const world = await makeWorld(database.db);
  const vera = await callerFor(world, await makeMember(world, "Vera Lind", ["administrator"]));
  const ines = await makeMember(world, "Ines Duarte", ["developer"]);
  developer = await callerFor(world, ines);
  const rune = await callerFor(world, await makeMember(world, "Rune Kvist", ["reviewer"]));
  service = { ...rune, roles: [{ projectId: null, system: null, permissions: ["catalog.read"] }] };
  outsider = await callerFor(world, await makeMember(world, "Joss Wren"));
  for (let number = 40; number <= 60; number += 1) {
    const build = await makeBuild(world, number, ines.id);
    await makeLive(world, world.environments.staging, build, ines.id, { RETRIES: { value: "1" } });
  }
  const on = { enabled: true, roles: ["reviewer"] };
  await configureWorkflow(database.db, vera, "environment-promotion", on);
  const subject = { ...checkout, from: "staging", to: "production" };
  const input = promotionRequestInput.parse({ workflow: "environment-promotion", subject });
  expect(await openRequest(database.db, developer, input)).toMatchObject({ ok: true });
  const no = { number: 1, decision: "reject" as const, comment: "Not on a Friday" };
  expect(await castVote(database.db, rune, no)).toMatchObject({ ok: true });
});

async function told(caller: Caller, cursor?: string) {
  const page = await loadActivity(caller, { ...checkout, cursor });
  if (!page.ok) throw new Error(page.refusal.code);
  return page.value;
}

test("builds, configurations, deployments, requests and their ends stand newest first, page by page, each once", async () => {
  const first = await told(developer);
  const second = await told(developer, first.nextCursor ?? "");
  const all = [...first.items, ...second.items];
  expect(second.nextCursor).toBeNull();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const times = all.map(({ at }) => at.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(all.slice(0, 2).map(({ text, href }) => [text, href?.split("/").at(-1)])).toEqual([
    ["Request 1 to Production was rejected by Rune Kvist", "1"],
    ["Ines Duarte asked to promote build #60 to Production: request 1", "1"],
  ]);
  const sorts = (word: string) => all.filter(({ text }) => text.includes(word)).length;
  expect([sorts("reported by Ines Duarte"), sorts("promoted build"), sorts("wrote configuration")]).toEqual([
    21, 21, 2,
  ]);
});

test("who may not read requests reads of builds and deployments only, and nobody else of anything", async () => {
  const page = await told(service);
  expect(page.items.length).toBeGreaterThan(20);
  expect(page.items.filter(({ text, href }) => `${text} ${href}`.includes("equest"))).toEqual([]);
  expect(await loadActivity(outsider, checkout)).toMatchObject({ ok: false, refusal: { code: "not_found" } });
});

test("a cursor that is none is refused by name", async () => {
  for (const cursor of ["nonsense", Buffer.from('["never"]').toString("base64url")])
    expect(await loadActivity(developer, { ...checkout, cursor })).toMatchObject({
      ok: false,
      refusal: { code: "invalid_input" },
    });
});
