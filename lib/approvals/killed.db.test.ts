import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { verifyRecord } from "@/lib/audit/verify-record";
import { answer, makeScene, type Scene } from "./testing/scene";
import type { Act } from "./testing/verb-process";

/** `crash.db.test.ts` at a few places with real parts: a process of its own, and kill -9. */
const database = useDatabase();

const shop = { project: "shop", component: "checkout" };

interface Verb {
  prepare(scene: Scene): Promise<unknown>;
  act(scene: Scene): Promise<Act>;
  retry(scene: Scene): Promise<string>;
  whole: string[];
}

const open: Verb = {
  prepare: async () => undefined,
  act: async ({ as, dev }) => ({
    caller: await as(dev),
    verb: "open",
    input: {
      workflow: "environment-promotion",
      subject: { ...shop, from: "staging", to: "production", configuration: "keep" },
      message: null,
    },
  }),
  retry: async ({ ask, dev }) => answer(await ask(dev)),
  whole: ["#1 waiting none", "review-requested → Ada Berg", "review-requested → Rune Kvist"],
};

const vote: Verb = {
  prepare: ({ ask, dev }) => ask(dev),
  act: async ({ as, rune }) => ({
    caller: await as(rune),
    verb: "vote",
    input: { number: 1, decision: "approve", comment: null },
  }),
  retry: async ({ vote: again, rune }) => answer(await again(rune, "approve")),
  whole: ["#1 approved ready", "request-approved → Ines Duarte", ...open.whole.slice(1)],
};

const promote: Verb = {
  prepare: async ({ ask, dev, vote: approve, rune }) => {
    await ask(dev);
    await approve(rune, "approve");
  },
  act: async ({ as, dev }) => ({
    caller: await as(dev),
    verb: "promote",
    input: { ...shop, kind: "promote", environment: "production", from: "staging", request: 1 },
  }),
  retry: async ({ promote: again, dev }) => answer(await again(dev, { request: 1 })),
  whole: ["#1 approved running", "promote #47 grant running", ...vote.whole.slice(1)],
};

async function stored({ world: { organizationId } }: Scene): Promise<string[]> {
  const { pool } = database;
  const parts = [requestsOf, deploymentsOf, mailsOf].map((read) => read(pool, organizationId));
  return (await Promise.all(parts)).flat();
}

async function killed(act: Act, killAt: RegExp, unanswered: boolean): Promise<void> {
  const loaders = ["tsx", "./db/testing/kill-at.ts"].flatMap((module) => ["--import", module]);
  const script = "lib/approvals/testing/verb-process.ts";
  const child = spawn(process.execPath, [...loaders, script, JSON.stringify(act)], {
    env: { ...process.env, KILL_AT: killAt.source, ...(unanswered && { KILL_UNANSWERED: "1" }) },
    stdio: "ignore",
  });
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");
}

test.each([
  { name: "opening, before the commit", verb: open, at: /^commit/ },
  { name: "opening, with the commit on its way", verb: open, at: /^commit/, unanswered: true },
  { name: "voting, before anything is written", verb: vote, at: /^with\s+stored/ },
  { name: "voting, with what is written on its way", verb: vote, at: /^with\s+stored/, unanswered: true },
  { name: "voting, with the commit on its way", verb: vote, at: /^commit/, unanswered: true },
  { name: "using the approval, before the commit", verb: promote, at: /^commit/ },
  { name: "using the approval, with the commit on its way", verb: promote, at: /^commit/, unanswered: true },
])("kill -9 $name: nothing or everything, and once", async ({ verb, at, unanswered = false }) => {
  const scene = await makeScene(database.db);
  await verb.prepare(scene);
  const nothing = await stored(scene);
  await killed(await verb.act(scene), at, unanswered);
  await settled();
  const found = await stored(scene);
  // A decision's writing statement leaves in one packet with the commit.
  expect(unanswered ? [nothing, verb.whole] : [nothing]).toContainEqual(found);
  const again = await verb.retry(scene);
  expect(again === "ok").toBe(found.join() === nothing.join());
  expect(await stored(scene)).toEqual(verb.whole);
  expect((await verifyRecord(database.db, scene.world.organizationId)).problems).toEqual([]);
});

/** Until the server has done what the dead process had sent it, or has given it up. */
async function settled(): Promise<void> {
  for (;;) {
    const { rows } = await database.owner.query(
      "select 1 from pg_stat_activity where datname = current_database() and application_name = 'countersign' and state <> 'idle'",
    );
    if (rows.length === 0) return;
    await wait(5);
  }
}
