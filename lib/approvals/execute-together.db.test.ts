import { expect, test } from "vitest";
import { databaseOf, poolOf } from "@/db/client";
import { useDatabase } from "@/db/testing/database";
import { intercept } from "@/db/testing/intercept";
import { statementsSent } from "@/db/testing/plans";
import { eventsOf, requestsOf } from "@/db/testing/rows";
import { verifyRecord } from "@/lib/audit/verify-record";
import { castVote } from "./cast-vote";
import { answer, makeScene, type Scene, type SceneWish, sceneOn } from "./testing/scene";

const database = useDatabase();
const people = 8;
const reviewers = Array.from({ length: people }, (_, index) => `Reviewer ${index}`);

async function asked(wish: SceneWish = {}): Promise<Scene> {
  const scene = await makeScene(database.db, { reviewers, ...wish });
  expect((await scene.ask(scene.dev)).ok).toBe(true);
  return scene;
}

/** Everybody approves in the same tick; how often each answer was given. */
async function allApprove(
  { db, as, asked: everybody }: Pick<Scene, "db" | "as" | "asked">,
  clock?: () => Date,
): Promise<Record<string, number>> {
  const callers = await Promise.all(everybody.map((person) => as(person)));
  const vote = { number: 1, decision: "approve" as const, comment: null };
  const answers = await Promise.all(
    callers.map((caller) => castVote(db, caller, vote, { clock }).then(answer, () => "threw")),
  );
  const counts: Record<string, number> = {};
  for (const one of answers) counts[one] = (counts[one] ?? 0) + 1;
  return counts;
}

/** The record is whole, and so is the request after it: what was stored together is chained as if it were not. */
async function recordOf({ world: { organizationId } }: Scene) {
  expect((await verifyRecord(database.db, organizationId)).problems).toEqual([]);
  return {
    requests: await requestsOf(database.pool, organizationId),
    types: await eventsOf(database.pool, organizationId),
  };
}

test("everybody's vote is counted once, in two transactions", async () => {
  const scene = await asked({ requirement: { requiredApprovals: people } });
  let counts = {};
  const sent = await statementsSent(database.pool, async () => {
    counts = await allApprove(scene);
  });
  expect(counts).toEqual({ ok: people });
  expect(sent.filter(({ text }) => / for update skip locked$/.test(text))).toHaveLength(2);
  expect((await recordOf(scene)).requests).toEqual(["#1 approved ready"]);
});

test("each is decided for what those before have left: the threshold closes it for the others", async () => {
  const scene = await asked({ requirement: { requiredApprovals: 3 } });
  expect(await allApprove(scene)).toEqual({ ok: 3, request_closed: people - 3 });
  const { rows } = await database.pool.query(
    "select count(*)::int as votes from vote where organization_id = $1",
    [scene.world.organizationId],
  );
  expect(rows).toEqual([{ votes: 3 }]);
  expect((await recordOf(scene)).requests).toEqual(["#1 approved ready"]);
});

test("a person's limit holds among votes of one instant", async () => {
  const votes = {
    maxPerPrincipal: 0,
    maxPerPerson: 2,
    maxDirect: 0,
    maxDelegated: 0,
    onExcess: "refuse" as const,
  };
  const scene = await asked({ change: { votes }, requirement: { requiredApprovals: 9 } });
  const often = { ...scene, asked: [0, 1, 2, 3, 4].map(() => scene.rune) };
  expect(await allApprove(often)).toEqual({ ok: 2, already_voted: 3 });
  await recordOf(scene);
});

test("an overdue request expires once, and nobody's vote counts", async () => {
  const scene = await asked();
  const late = () => new Date(Date.now() + 73 * 3_600_000);
  expect(await allApprove(scene, late)).toEqual({ request_expired: people });
  const { requests, types } = await recordOf(scene);
  expect(requests).toEqual(["#1 expired none"]);
  expect(JSON.stringify(types).match(/request\.expired/g)).toHaveLength(1);
});

test("what cannot be stored is stored for nobody, and whoever comes next is decided", async () => {
  const scene = await asked({ requirement: { requiredApprovals: people } });
  const pool = poolOf(database.connectionString);
  let failing = true;
  intercept(pool, ({ text, send }) => {
    if (failing && text.startsWith("with stored as")) throw new Error("the disk is full");
    return send();
  });
  const there = sceneOn(scene, databaseOf(pool));
  expect(await allApprove(there)).toEqual({ threw: people });
  expect((await recordOf(scene)).requests).toEqual(["#1 waiting none"]);
  failing = false;
  expect(await allApprove(there)).toEqual({ ok: people });
  expect((await recordOf(scene)).requests).toEqual(["#1 approved ready"]);
  await pool.end();
});
