import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { presets } from "./core/presets";
import { loadNextToDecide, loadPending, type PendingScope } from "./loaders-pending";
import { makeScene, rulesFor } from "./testing/scene";

const database = useDatabase();
const hour = 3_600_000;

/** Four that wait for Rune: opened in this order, due after 70, 5 and 30 hours and never. */
async function makeQueue() {
  const scene = await makeScene(database.db, { workflow: "external" });
  const { admin, ask, world } = scene;
  const rules = rulesFor(world, presets.countersign);
  const now = Date.now();
  for (const [hoursLeft, index] of [
    [70, 0],
    [5, 1],
    [30, 2],
    [null, 3],
  ] as const) {
    const openedAt = new Date(now - (4 - index) * 60_000);
    const own = { ...rules, hoursToDecide: hoursLeft };
    await ask(admin, { name: `job ${index}` }, () => openedAt, { rules: own });
  }
  return { ...scene, reader: await scene.as(scene.rune), now };
}

type Queue = Awaited<ReturnType<typeof makeQueue>>;

async function pages({ reader }: Pick<Queue, "reader">, scope: PendingScope) {
  const found: number[][] = [];
  let cursor: string | undefined;
  do {
    const page = await loadPending(reader, { scope, cursor, limit: 2 }, database.db);
    if (!page.ok) throw new Error(page.refusal.code);
    found.push(page.value.rows.map(({ number }) => number));
    cursor = page.value.nextCursor ?? undefined;
  } while (cursor);
  return found;
}

test("what is due first comes first, page after page; without a deadline comes last", async () => {
  const queue = await makeQueue();
  const inOrder = [
    [2, 3],
    [1, 4],
  ];
  expect(await pages(queue, "me")).toEqual(inOrder);
  expect(await pages(queue, "all")).toEqual(inOrder);
  expect(await pages({ reader: await queue.as(queue.admin) }, "mine")).toEqual(inOrder);
});

test("the next to decide is the nearest deadline besides the one just decided, and in the end there is none", async () => {
  const { reader, rune, vote } = await makeQueue();
  const next = async (besides: number) =>
    (await loadNextToDecide(reader, besides, database.db))?.number ?? null;
  expect(await next(2)).toBe(3);
  expect(await next(3)).toBe(2);
  for (const number of [1, 2, 3]) await vote(rune, "approve", { number });
  expect(await next(1)).toBe(4);
  expect(await next(4)).toBeNull();
});

test("filters narrow by project and workflow; nothing else waits there", async () => {
  const { reader } = await makeQueue();
  const count = async (filter: object) => {
    const page = await loadPending(reader, { scope: "me", filter }, database.db);
    return page.ok && page.value.rows.length;
  };
  expect(await count({ project: "shop" })).toBe(4);
  expect(await count({ project: "bank" })).toBe(0);
  expect(await count({ workflow: "external" })).toBe(4);
  expect(await count({ workflow: "environment-promotion" })).toBe(0);
  expect(await count({ environment: "production" })).toBe(0);
});

test("a cursor of another list is refused, not read", async () => {
  const { reader } = await makeQueue();
  for (const key of [["x"], ["", "never", "req_1"], ["2026-01-01", "2026-01-01T00:00:00.000Z", "req_1"]]) {
    const cursor = Buffer.from(JSON.stringify(key)).toString("base64url");
    expect(await loadPending(reader, { scope: "me", cursor }, database.db)).toMatchObject({
      refusal: { code: "invalid_input" },
    });
  }
});

test("a later step keeps the request's deadline in the list", async () => {
  const { rune, ada, admin, ask, vote, as, world } = await makeScene(database.db, { workflow: "external" });
  const rules = rulesFor(world, presets.countersign);
  const [step] = rules.steps;
  if (!step) throw new Error("a preset has a step");
  const steps = [step, { ...step, name: "Second" }];
  const near = () => new Date(Date.now() - hour);
  await ask(admin, { name: "late" }, undefined, { rules });
  await ask(admin, { name: "soon" }, near, { rules: { ...rules, steps, distinctAcrossSteps: true } });
  await vote(rune, "approve", { number: 2 });
  expect(await pages({ reader: await as(ada) }, "me")).toEqual([[2, 1]]);
});
