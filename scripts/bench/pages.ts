import { gzipSync } from "node:zlib";
import { invariant } from "@/lib/kernel/invariant";
import type { Server } from "../../e2e/fixtures/server.ts";
import { ensureBuilt } from "../lib/build.ts";
import { open, startConsole } from "./console.ts";
import type { BenchDatabase } from "./database.ts";
import { median } from "./measure.ts";
import { makePlace, type Place } from "./place.ts";
import type { Line } from "./report.ts";

const rounds = 60;
const warmUp = 20;
/** Requests, projects, and components in each of these. */
const sizes = [
  { requests: 10, projects: 1, componentsIn: 10 },
  { requests: 1_000_000, projects: 50, componentsIn: 20 },
];
/** Bytes of HTML of a list of fifty. */
const mostHtml = 60_000;

type OpenPlace = Place & { server: Server };

/** The console's main pages with a million requests and a thousand components behind them, beside ten and ten. */
export async function benchPages(makeDatabase: (name: string) => Promise<BenchDatabase>): Promise<Line[]> {
  await ensureBuilt(async (_, build) => build());
  const places: OpenPlace[] = [];
  for (const size of sizes) {
    const database = await makeDatabase(`pages-${size.requests}`);
    places.push({ ...(await makePlace(database, size)), server: await startConsole(database) });
  }
  const [few, many] = places;
  invariant(few && many, "there are two");
  const lines: Line[] = [];
  for (const page of ["Pending", "History"]) lines.push(await htmlLine(many, page));
  for (const page of Object.keys(many.paths)) {
    const times = [few, many].map((): number[] => []);
    for (let round = -warmUp; round < rounds; round++)
      for (const [index, { server, cookie, paths }] of [few, many].entries()) {
        const { took } = await open(server, paths[page] ?? "", cookie);
        if (round >= 0) times[index]?.push(took);
      }
    const [small, large] = times.map(median) as [number, number];
    lines.push({
      what: `${page}, of 1,000,000 requests and 1,000 components`,
      measured: `${large.toFixed(1)} ms`,
      beside: `${small.toFixed(1)} ms of 10 and 10`,
      ratio: large / small,
      atMost: 2,
    });
  }
  return lines;
}

async function htmlLine({ server, cookie, paths }: OpenPlace, page: string): Promise<Line> {
  const { html } = await open(server, paths[page] ?? "", cookie);
  const rows = html.split("</tbody>")[0]?.split("<tr").length ?? 0;
  invariant(rows > 50, "the list is full");
  const bytes = Buffer.byteLength(html);
  const kilobytes = (size: number) => `${(size / 1000).toFixed(1)} kB`;
  return {
    what: `HTML of 50 requests: ${page}`,
    measured: kilobytes(bytes),
    beside: `${kilobytes(mostHtml)}; ${kilobytes(gzipSync(html).length)} with gzip`,
    ratio: bytes / mostHtml,
    atMost: 1,
  };
}
