import { setTimeout as wait } from "node:timers/promises";
import { inject } from "vitest";
import { type Database, databaseOf } from "@/db/client";
import { meetAtLock, untilWaiting } from "@/db/testing/barrier";
import { deep } from "@/db/testing/deep";
import { type Weakness, weakenedDatabase } from "@/db/testing/weakened";
import { verifyRecord } from "@/lib/audit/verify-record";
import type { Result } from "@/lib/kernel/result";
import { answer, makeScene, type Scene, type SceneWish, sceneOn } from "./scene";

type Pool = Parameters<typeof meetAtLock>[0];

/** Where a race is run: a scene, and the pool that its verbs' connections come from. */
export type Track = Scene & { pool: Pool };

/** Two who act at the same instant on what `prepare` has made, over and over. */
export interface Race {
  wish?: SceneWish;
  /** Makes what they race for; answers its number. */
  prepare(track: Track, round: number): Promise<number>;
  acts(track: Track, number: number): [act: Act, act: Act];
  /** The row whose lock both come to. `first`: only the first one does; the second is done while it waits. */
  meetAt(track: Track, number: number): Parameters<typeof meetAtLock>[1] & { first?: boolean };
  /** Every outcome there may be, `answer of the first / answer of the second`. Each must be seen. */
  outcomes: string[];
  /** Outcomes that are right too, and may never come. */
  also?: string[];
  /** Throws what is wrong with what is stored then. May answer another name for the outcome. */
  after(track: Track, number: number, outcome: string): Promise<string | undefined>;
}

type Act = () => Promise<Result<unknown>>;

interface Raced {
  /** Those of `outcomes` that occurred. */
  seen: string[];
  /** What must never be: other outcomes, defects, and what `after` and the record's verification found. */
  wrong: string[];
}

/** What a race answers when nothing is missing: each outcome occurred, and nothing else. */
export function fair({ outcomes }: Race): Raced {
  return { seen: [...outcomes].sort(), wrong: [] };
}

/** As many rounds as a few seconds have, `DEEP` times as many in a deep run. */
export async function raced(db: Database, pool: Pool, race: Race, rounds = 100): Promise<Raced> {
  return runRounds(db, pool, race, {
    rounds: rounds * deep(),
    meet: (round) => round % 2 === 0,
    untilWrong: false,
  });
}

/**
 * The control: the same race where something is missing that keeps it fair, with a wide window. Answers what went wrong
 * first, or "nothing" when nothing did in all rounds.
 */
export async function racedWithout(race: Race, weakness: Weakness, rounds = 20): Promise<string> {
  const weakened = await weakenedDatabase(inject("templateUrl"), weakness);
  const meet = () => weakness.late !== undefined;
  try {
    const { wrong } = await runRounds(weakened.db, weakened.pool, race, { rounds, meet, untilWrong: true });
    return wrong[0] ?? "nothing";
  } finally {
    await weakened.drop();
  }
}

interface Plan {
  rounds: number;
  /** Whether they are held at the lock until both have come to it; else they run as they will. */
  meet(round: number): boolean;
  untilWrong: boolean;
}

async function runRounds(db: Database, pool: Pool, race: Race, plan: Plan): Promise<Raced> {
  const track = { ...(await makeScene(db, race.wish)), pool };
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const outcome = await runRound(track, race, round, plan.meet(round));
    if (race.outcomes.includes(outcome)) seen.add(outcome);
    else if (!race.also?.includes(outcome)) wrong.push(`round ${round}: ${outcome}`);
    if (wrong.length > 0 && plan.untilWrong) break;
  }
  const { problems } = await verifyRecord(db, track.world.organizationId);
  wrong.push(...problems.map(({ chain, message }) => `${chain}: ${message}`));
  wrong.push(...(await gapsInNumbers(track)));
  return { seen: [...seen].sort(), wrong };
}

async function runRound(track: Track, race: Race, round: number, meet: boolean): Promise<string> {
  const number = await race.prepare(track, round);
  const [one] = race.acts(track, number);
  // As another process would: what one process does about a request at once does not meet at its lock.
  const [, another] = race.acts({ ...sceneOn(track, databaseOf(track.pool)), pool: track.pool }, number);
  const acts: Acts = [() => one().then(answer, defectOf), () => another().then(answer, defectOf)];
  const outcome = await together(track, acts, round, meet ? race.meetAt(track, number) : null);
  try {
    return (await race.after(track, number, outcome)) ?? outcome;
  } catch (error) {
    return `${outcome}: ${defectOf(error)}`;
  }
}

type Acts = [() => Promise<string>, () => Promise<string>];

/**
 * Either of them begins first as often as the other. At a lock, the second comes when the first already waits: whoever
 * came first is let through first. Where nothing holds them, they begin at once or some milliseconds apart.
 */
async function together(
  { pool }: Track,
  [one, another]: Acts,
  round: number,
  at: ReturnType<Race["meetAt"]> | null,
): Promise<string> {
  if (at?.first) {
    const [first, second] = await inTurn(pool, at, one, async () => ({ done: await another() }));
    return `while it waited: ${first} / ${second}`;
  }
  const flipped = Math.floor(round / 2) % 2 === 1;
  const [early, late] = flipped ? [another, one] : [one, another];
  const answers = at
    ? await inTurn(pool, at, early, async () => {
        const done = late();
        await untilWaiting(pool, 2);
        return { done };
      })
    : await Promise.all([early(), wait((round * 5) % 13).then(late)]);
  return (flipped ? answers.reverse() : answers).join(" / ");
}

/** The first waits at the lock when the second begins. `second` says in an object what it began, so that nobody awaits it too early. */
async function inTurn(
  pool: Pool,
  at: Parameters<typeof meetAtLock>[1],
  first: () => Promise<string>,
  second: () => Promise<{ done: Promise<string> | string }>,
): Promise<string[]> {
  let begun: { done: Promise<string> | string } = { done: "" };
  const [answered] = await meetAtLock<[string]>(
    pool,
    at,
    1,
    () => [first()],
    async () => {
      begun = await second();
    },
  );
  return [answered, await begun.done];
}

/** A defect, in the database's words: which guard has refused. */
function defectOf(error: unknown): string {
  const { cause } = error as { cause?: { message: string; constraint?: string } };
  if (!cause) return (error as Error).message;
  return `defect: ${cause.constraint ?? cause.message}`;
}

async function gapsInNumbers({ pool, world }: Track): Promise<string[]> {
  const { rows } = await pool.query<{ gaps: number }>(
    "select coalesce(max(number), 0) - count(*)::int as gaps from approval_request where organization_id = $1",
    [world.organizationId],
  );
  return rows[0]?.gaps ? [`${rows[0].gaps} request numbers are missing`] : [];
}
