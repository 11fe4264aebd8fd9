import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { loadHistoryExport } from "./loaders-export";
import { loadHistory } from "./loaders-history";
import { loadPendingPage } from "./loaders-mine";
import { loadReview } from "./loaders-review";
import { makeScene, type Person, type Scene } from "./testing/scene";

const database = useDatabase();
const hours = (count: number) => () => new Date(Date.now() + count * 3_600_000);

/** Rejected by Rune, overridden by Vera, cancelled by its requester. */
async function threeClosed(): Promise<Scene> {
  const scene = await makeScene(database.db, { change: { allowBuilderVote: true } });
  await scene.ask(scene.dev, {}, undefined, { message: "=HYPERLINK(evil)" });
  await scene.vote(scene.rune, "reject", { comment: "Not before Monday" });
  await scene.ask(scene.dev);
  await scene.override(scene.admin, "approve", "The board met", 2);
  await scene.ask(scene.other);
  await scene.cancel(scene.other, 3);
  return scene;
}

async function exported(scene: Scene, person: Person, format: "csv" | "json", more: object = {}) {
  const file = await loadHistoryExport(await scene.as(person), { format, ...more }, database.db);
  if (!file.ok) throw new Error(file.refusal.code);
  let text = "";
  for await (const chunk of file.value.chunks) text += chunk;
  return text;
}

test("History is narrowed by person, day, text and place; what fits nothing is empty", async () => {
  const scene = await threeClosed();
  const found = async (filter: Parameters<typeof loadHistory>[1]["filter"]) => {
    const page = await loadHistory(await scene.as(scene.admin), { filter, limit: 9 }, database.db);
    return page.ok ? page.value.items.map(({ number }) => number) : page.refusal.code;
  };
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  expect(await found({})).toEqual([3, 2, 1]);
  expect(await found({ person: "rune" })).toEqual([1]);
  expect(await found({ person: scene.admin.email.toUpperCase() })).toEqual([2]);
  expect(await found({ person: "Otto Falk" })).toEqual([3]);
  expect(await found({ person: "%" })).toEqual([]);
  expect(await found({ from: yesterday, until: today })).toEqual([3, 2, 1]);
  expect(await found({ until: yesterday })).toEqual([]);
  expect(await found({ project: "shop", component: "checkout", environment: "production" })).toEqual([
    3, 2, 1,
  ]);
  expect(await found({ project: "shop", state: "cancelled" })).toEqual([3]);
  expect(await found({ state: "overridden" })).toEqual([2]);
  expect(await found({ state: "overridden", person: "rune" })).toEqual([]);
  expect(await found({ q: "hyperlink" })).toEqual([1]);
});

test("the export is what the list shows, with formulas kept as text", async () => {
  const scene = await threeClosed();
  const csv = await exported(scene, scene.admin, "csv");
  expect(csv.split("\r\n")[0]).toMatch(/^number,workflow,state,overridden,/);
  expect(csv).toContain(",'=HYPERLINK(evil),");
  expect(csv).toContain("Rune Kvist: reject");
  const all = JSON.parse(await exported(scene, scene.admin, "json"));
  expect(all).toMatchObject([
    { number: 3, state: "cancelled", closedBy: "Otto Falk" },
    { number: 2, state: "approved", overridden: true, closeReason: "The board met" },
    { number: 1, state: "rejected", message: "=HYPERLINK(evil)" },
  ]);
  expect(JSON.parse(await exported(scene, scene.admin, "json", { person: "nobody" }))).toEqual([]);
  expect(JSON.parse(await exported(scene, scene.admin, "json", { state: "overridden" }))).toMatchObject([
    { number: 2 },
  ]);
});

test("History, its export and the request's page call people what they were called then", async () => {
  const scene = await threeClosed();
  await database.pool.query("update member set name = name || ' of now' where organization_id = $1", [
    scene.world.organizationId,
  ]);
  const caller = await scene.as(scene.admin);
  const list = await loadHistory(caller, { filter: {}, limit: 9 }, database.db);
  expect(list.ok && list.value.items.map(({ requester }) => requester)).toEqual([
    "Otto Falk",
    "Ines Duarte",
    "Ines Duarte",
  ]);
  const csv = await exported(scene, scene.admin, "csv");
  expect(csv).not.toContain("of now");
  expect(csv).toContain("Rune Kvist: reject");
  const review = await loadReview(caller, 1);
  expect(review.ok && review.value.requester).toBe("Ines Duarte");
});

test("whom a pipeline asked for is called as then, too; so is who was renamed while it was open", async () => {
  const scene = await makeScene(database.db);
  const rename = (name: string) =>
    database.pool.query("update member set name = $2 where id = $1", [scene.dev.id, name]);
  await scene.ask(scene.other, {}, undefined, { startedBy: scene.dev.email });
  await rename("Ines Silva");
  await scene.cancel({ ...scene.dev, name: "Ines Silva" }, 1);
  await rename("Ines of now");
  const caller = await scene.as(scene.admin);
  const list = await loadHistory(caller, { filter: {}, limit: 9 }, database.db);
  expect(list.ok && list.value.items[0]?.requester).toBe("Ines Duarte");
  const [line] = JSON.parse(await exported(scene, scene.admin, "json"));
  expect(line).toMatchObject({ requester: "Ines Duarte", through: "Otto Falk", closedBy: "Ines Silva" });
  const review = await loadReview(caller, 1);
  expect(review.ok && review.value.requester).toBe("Ines Duarte (through Otto Falk)");
});

test("a closed request's page tells its story; an open one's does not yet", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev);
  const record = async () => {
    const review = await loadReview(await scene.as(scene.dev), 1);
    return review.ok ? (review.value.record?.map(({ text }) => text) ?? null) : null;
  };
  expect(await record()).toBeNull();
  await scene.vote(scene.rune, "reject");
  await database.pool.query("update member set name = 'Somebody Else' where id = $1", [scene.rune.id]);
  expect(await record()).toEqual([
    "Ines Duarte asked for this",
    expect.stringMatching(/^Step “.*” opened$/),
    expect.stringMatching(/^Rune Kvist rejected/),
    "Rejected",
  ]);
});

test("Mine says from whom it waits and when they may be reminded again", async () => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev);
  const mine = async () => {
    const page = await loadPendingPage(await scene.as(scene.dev), { scope: "mine" });
    return page.ok ? page.value.mine?.[0] : undefined;
  };
  expect(await mine()).toMatchObject({
    waitsFor: ["Ada Berg", "Rune Kvist"],
    remindableFrom: null,
    cancelEffect: "2 approvers will be told.",
  });
  await scene.remind(scene.dev, 1, hours(-1));
  expect(await mine()).toMatchObject({ remindableFrom: expect.any(Date) });
  await scene.remind(scene.dev, 1, hours(3.5));
  const other = await loadPendingPage(await scene.as(scene.other), { scope: "mine" });
  expect(other.ok && other.value.mine).toEqual([]);
});
