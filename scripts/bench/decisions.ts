import { copyRequests } from "@/db/testing/many-requests";
import { castVote } from "@/lib/approvals/cast-vote";
import { makeScene, type Scene, type SceneWish } from "@/lib/approvals/testing/scene";
import type { Caller } from "@/lib/directory/caller";
import { invariant } from "@/lib/kernel/invariant";
import type { BenchDatabase } from "./database.ts";
import { compare, rateOf } from "./measure.ts";
import type { Line } from "./report.ts";
import { type SingleStatement, statementsOf } from "./single-statement.ts";

const rounds = 7;
const atOnce = 400;

/** Decisions, each of a request of its own, beside the same writes as one statement each. */
export async function benchDecisions({ db, pool, owner }: BenchDatabase): Promise<Line[]> {
  const { caller } = await waitingRequests({ db, owner }, 3 * 2 * (rounds + 1) * atOnce);
  let next = 2;
  const approve = async () => {
    const result = await castVote(db, caller, { number: next++, decision: "approve", comment: null });
    invariant(result.ok, "each request waits for this vote");
  };
  let ready: SingleStatement[] = [];
  const prepare = async (count: number) => {
    const one = async () => ready.push(...(await statementsOf(db, [{ caller, number: next++ }])));
    await rateOf(count, 8, one);
  };
  const sendOne = async () => {
    const statement = ready.pop();
    invariant(statement, "as many were made");
    await pool.query(statement);
  };
  const lines: Line[] = [];
  for (const connections of [1, 8, 32]) {
    const ours = () => rateOf(atOnce, connections, approve);
    const theirs = async () => {
      await prepare(atOnce);
      return rateOf(atOnce, connections, sendOne);
    };
    await compare(1, ours, theirs);
    // As autovacuum does within the minute: the first plans were made for tables with nothing in them.
    await owner.query("analyze");
    const result = await compare(rounds, ours, theirs);
    lines.push({
      what: `Decisions, ${connections} ${connections === 1 ? "connection" : "connections"}`,
      measured: `${Math.round(result.ours)}/s`,
      beside: `${Math.round(result.theirs)}/s as one statement`,
      ratio: result.ratio,
      ...(connections === 8 ? { atLeast: 0.4 } : {}),
    });
    ready = [];
  }
  return lines;
}

/** So many requests that wait for one vote of any of the reviewers, numbered from 2, and the first of these as a caller. */
export async function waitingRequests(
  { db, owner }: Pick<BenchDatabase, "db" | "owner">,
  count: number,
  wish: SceneWish = {},
): Promise<{ scene: Scene; caller: Caller }> {
  const scene = await makeScene(db, wish);
  const asked = await scene.ask(scene.dev);
  invariant(asked.ok, "a request can be opened");
  const { reviewer } = scene.world.roles;
  const variety = {
    templates: [asked.value.id],
    requesters: [scene.dev.id],
    components: [scene.world.checkout],
    roles: [reviewer],
    role: reviewer,
  };
  await copyRequests(owner, variety, { first: 2, last: count + 1 });
  await owner.query("vacuum analyze");
  return { scene, caller: await scene.as(scene.rune) };
}
