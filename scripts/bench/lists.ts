import { listDecidable } from "@/lib/approvals/loaders";
import { loadHistory } from "@/lib/approvals/loaders-history";
import { makeLongHistory } from "@/lib/approvals/testing/long-history";
import type { Caller } from "@/lib/directory/caller";
import { invariant } from "@/lib/kernel/invariant";
import { pageOf } from "@/lib/kernel/page";
import type { BenchDatabase } from "./database.ts";
import { median } from "./measure.ts";
import type { Line } from "./report.ts";

const sizes = [10_000, 100_000, 1_000_000];
const rounds = 200;
const limit = 50;

interface Place {
  database: BenchDatabase;
  caller: Caller;
  /** Of pages in the oldest fifth of History. */
  cursors: string[];
}

/** What a reviewer reads, in organizations with more and more requests behind them. They are asked in turn. */
export async function benchLists(makeDatabase: (name: string) => Promise<BenchDatabase>): Promise<Line[]> {
  const places: Place[] = [];
  for (const size of sizes) {
    const database = await makeDatabase(`lists-${size}`);
    const { reviewer: caller } = await makeLongHistory(database.db, database.owner, size);
    places.push({ database, caller, cursors: await oldCursors(database, size) });
  }
  const newest = async ({ database, caller }: Place) => {
    const found = await listDecidable(database.db, caller, limit);
    invariant(found.length === limit, "there are as many");
  };
  const longAgo = async ({ database, caller, cursors }: Place, round: number) => {
    const cursor = cursors[round % cursors.length];
    const page = await loadHistory(caller, { filter: {}, cursor, limit }, database.db);
    invariant(page.ok && page.value.items.length === limit, "there are as many");
  };
  const ofPerson = async ({ database, caller }: Place, round: number) => {
    const person = `developer.${round % 50}@meridian.example`;
    const page = await loadHistory(caller, { filter: { person }, limit }, database.db);
    invariant(page.ok && page.value.items.length === limit, "there are as many");
  };
  return [
    line(`The ${limit} newest that I may decide`, await medians(places, newest)),
    line("A page of History, long ago", await medians(places, longAgo)),
    line("A page of History of one person", await medians(places, ofPerson)),
  ];
}

async function medians(
  places: Place[],
  read: (place: Place, round: number) => Promise<void>,
): Promise<number[]> {
  const times = places.map((): number[] => []);
  for (let round = -20; round < rounds; round++)
    for (const [index, place] of places.entries()) {
      const from = performance.now();
      await read(place, round + 20);
      if (round >= 0) times[index]?.push(performance.now() - from);
    }
  return times.map(median);
}

function line(what: string, found: number[]): Line {
  const [smallest = Number.NaN, middle = Number.NaN, largest = Number.NaN] = found;
  const ms = (time: number) => `${time.toFixed(1)} ms`;
  return {
    what: `${what}, of 1,000,000`,
    measured: ms(largest),
    beside: `${ms(smallest)} of 10,000, ${ms(middle)} of 100,000`,
    ratio: largest / smallest,
    atMost: 1.3,
  };
}

async function oldCursors({ owner }: BenchDatabase, size: number): Promise<string[]> {
  const { rows } = await owner.query<{ at: Date; id: string }>(
    "select closed_at as at, id from approval_request where closed_at is not null and number between $1 and $2 order by random() limit 100",
    [Math.floor(size / 10), Math.floor(size / 5)],
  );
  const cursors = rows.map(({ at, id }) => pageOf([0, 0], 1, () => [at.toISOString(), id]).nextCursor);
  return cursors.filter((cursor) => cursor !== null);
}
