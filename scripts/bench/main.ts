import { closeAll, closeOnSignals } from "../lib/closing.ts";
import { main, Stop, stage } from "../lib/stages.ts";
import { type BenchDatabase, startBenchServer } from "./database.ts";
import { benchDecisions } from "./decisions.ts";
import { benchLists } from "./lists.ts";
import { benchLive } from "./live.ts";
import { benchOneRequest } from "./one-request.ts";
import { benchOverHttp } from "./over-http.ts";
import { benchPages } from "./pages.ts";
import { isMissed, type Line, tableOf } from "./report.ts";
import { benchSizes } from "./sizes.ts";

type MakeDatabase = (name: string) => Promise<BenchDatabase>;

const parts: Record<string, (make: MakeDatabase) => Promise<Line[]>> = {
  decisions: async (make) => benchDecisions(await make("decisions")),
  "one-request": async (make) => benchOneRequest(await make("one-request")),
  "over-http": async (make) => benchOverHttp(await make("over-http")),
  lists: benchLists,
  live: async (make) => benchLive(await make("live")),
  pages: benchPages,
  sizes: benchSizes,
};

/**
 * `npm run bench [-- part …]`: measures against the promises of docs/performance.md, on a PostgreSQL of its own that
 * syncs to the disk. Ends with 1 where one is missed.
 */
await main(async () => {
  closeOnSignals();
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !(name in parts));
  if (unknown.length > 0)
    throw new Stop(`There is no part ${unknown.join(", ")}: ${Object.keys(parts).join(", ")}.`);
  process.env.NEXTAUTH_SECRET = "only-for-measuring-0123456789-abcdefghijk";
  process.env.NEXTAUTH_URL = "http://localhost:3000";
  const makeDatabase = await stage("Starting PostgreSQL", startBenchServer);
  const lines: Line[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue;
    lines.push(...(await stage(`Measuring ${name}`, () => measure(makeDatabase))));
  }
  process.stdout.write(`\n${tableOf(lines)}\n`);
  await closeAll();
  process.exit(lines.some(isMissed) ? 1 : 0);
});
