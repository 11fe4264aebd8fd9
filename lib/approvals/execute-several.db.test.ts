import { expect, test } from "vitest";
import { type Database, databaseOf, poolOf } from "@/db/client";
import { meetAtLock } from "@/db/testing/barrier";
import { useDatabase } from "@/db/testing/database";
import { intercept, type Statement } from "@/db/testing/intercept";
import { statementsSent } from "@/db/testing/plans";
import { requestsOf } from "@/db/testing/rows";
import { disable } from "@/db/testing/world";
import { verifyRecord } from "@/lib/audit/verify-record";
import { castVote } from "./cast-vote";
import { answer, makeScene, type Scene } from "./testing/scene";

/** Votes on several requests at the same instant: in few transactions, and for each as if it had one of its own. */
const database = useDatabase();
const several = 6;
const numbers = Array.from({ length: several }, (_, index) => index + 1);

async function asked(): Promise<Scene> {
  const scene = await makeScene(database.db, { workflow: "external" });
  for (const number of numbers) expect(answer(await scene.ask(scene.dev, { run: `${number}` }))).toBe("ok");
  return scene;
}

/** Rune's vote on each of them, cast in the same tick. */
async function approveAll(scene: Scene, db: Database = database.db): Promise<string[]> {
  const caller = await scene.as(scene.rune);
  const vote = { decision: "approve" as const, comment: null };
  const votes = numbers.map((number) => castVote(db, caller, { ...vote, number }));
  return Promise.all(votes.map((one) => one.then(answer, () => "threw")));
}

/** What a test has its say in is sent over connections of its own. */
async function saying<T>(
  say: (statement: Statement) => ReturnType<Statement["send"]>,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const pool = poolOf(database.connectionString);
  intercept(pool, say);
  try {
    return await work(databaseOf(pool));
  } finally {
    await pool.end();
  }
}

const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);
const problems = async ({ world }: Scene) => (await verifyRecord(database.db, world.organizationId)).problems;
const isStoring = ({ text }: Statement) => text.startsWith("with stored as");
const all = <T>(one: T) => numbers.map(() => one);

test("each is decided, and its record is whole, in three transactions", async () => {
  const scene = await asked();
  let answers: string[] = [];
  const sent = await statementsSent(database.pool, async () => {
    answers = await approveAll(scene);
  });
  expect(answers).toEqual(all("ok"));
  expect(sent.filter(({ text }) => / for update skip locked$/.test(text))).toHaveLength(3);
  expect(await requests(scene)).toEqual(numbers.map((number) => `#${number} approved ready`));
  expect(await problems(scene)).toEqual([]);
});

test("organizations do not share a transaction, and all are answered", async () => {
  const scenes = [await asked(), await asked()];
  const answers = await Promise.all(scenes.map((scene) => approveAll(scene)));
  expect(answers).toEqual([all("ok"), all("ok")]);
  for (const scene of scenes) expect(await problems(scene)).toEqual([]);
});

test("each gets its own refusal", async () => {
  const scene = await asked();
  await scene.vote(scene.ada, "reject", { number: 3 });
  await scene.cancel(scene.dev, 5);
  const answers = await approveAll(scene);
  expect(answers).toEqual(["ok", "ok", "request_closed", "ok", "request_closed", "ok"]);
  expect(await problems(scene)).toEqual([]);
});

test("what another process holds is waited for by nobody else, and decided by what is true after the wait", async () => {
  const scene = await asked();
  const fourth = {
    table: "approval_request" as const,
    where: "organization_id = $1 and number = 4",
    values: [scene.world.organizationId],
  };
  const caller = await scene.as(scene.rune);
  let votes: ReturnType<typeof castVote>[] = [];
  const start = () => {
    votes = numbers.map((number) =>
      castVote(database.db, caller, { number, decision: "approve", comment: null }),
    );
    return votes;
  };
  const answers = await meetAtLock(database.pool, fourth, 1, start, async () => {
    const from = Date.now();
    await Promise.all(votes.toSpliced(3, 1));
    // Who waits at a lock gives up after 15.
    expect(Date.now() - from).toBeLessThan(10_000);
    await disable(scene.world, scene.rune.id);
  });
  expect(answers.map(answer)).toEqual(["ok", "ok", "ok", "not_found", "ok", "ok"]);
  expect((await requests(scene)).filter((one) => one.includes("waiting"))).toEqual(["#4 waiting none"]);
  expect(await problems(scene)).toEqual([]);
});

test("one that the server refuses to store fails alone", async () => {
  const scene = await asked();
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from approval_request where organization_id = $1 and number = 4",
    [scene.world.organizationId],
  );
  const answers = await saying(
    (statement) =>
      statement.send(
        isStoring(statement) && statement.values.includes(rows[0]?.id) ? "select 1 / 0" : undefined,
      ),
    (db) => approveAll(scene, db),
  );
  expect(answers).toEqual(["ok", "ok", "ok", "threw", "ok", "ok"]);
  expect((await requests(scene)).filter((one) => one.includes("waiting"))).toEqual(["#4 waiting none"]);
  expect(await problems(scene)).toEqual([]);
});

test("where something may be stored nothing is tried again", async () => {
  const scene = await asked();
  const stored = new Map<unknown, number>();
  const answers = await saying(
    async (statement) => {
      const { text, client, send } = statement;
      const before = stored.get(client) ?? 0;
      stored.set(client, text === "begin" ? 0 : before + (isStoring(statement) ? 1 : 0));
      const result = await send();
      if (text === "commit" && before > 1) throw new Error("the answer is lost");
      return result;
    },
    (db) => approveAll(scene, db),
  );
  expect(answers).toEqual(["ok", "ok", "threw", "threw", "threw", "threw"]);
  expect(await requests(scene)).toEqual(numbers.map((number) => `#${number} approved ready`));
  expect(await problems(scene)).toEqual([]);
});
