import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ensureBuilt } from "../lib/build.ts";
import { root } from "../lib/children.ts";
import { bytesBySource } from "./bytes-by-module.ts";
import { open, startConsole } from "./console.ts";
import type { BenchDatabase } from "./database.ts";
import { makePlace } from "./place.ts";
import type { Line } from "./report.ts";

/** Bytes of JavaScript of our own that a page may load first, with gzip. */
const mostOwn = 20_000;
const pages = ["Deploy", "Pending", "History", "A request", "A review beside Pending"];

type Share = "framework" | "library" | "own";

const framework = /^(next|react|react-dom|scheduler|@swc\/helpers)$/;
/** HeroUI, and what it is made of. */
const library =
  /^(@heroui\/|@react-aria\/|@react-stately\/|@react-types\/|@internationalized\/|react-aria|react-stately|tailwind-(variants|merge)$|clsx$|use-sync-external-store$)/;

/** Whose JavaScript the first load of a page is: by the source maps of every chunk that its document names. */
export async function benchSizes(makeDatabase: (name: string) => Promise<BenchDatabase>): Promise<Line[]> {
  await ensureBuilt(async (_, build) => build(), true);
  const database = await makeDatabase("sizes");
  const { cookie, paths } = await makePlace(database, { requests: 10, projects: 1, componentsIn: 10 });
  const server = await startConsole(database);
  const lines: Line[] = [];
  for (const page of pages) {
    const { html } = await open(server, paths[page] ?? "", cookie);
    const total = { framework: 0, library: 0, own: 0 };
    for (const chunk of chunksOf(html))
      for (const [share, size] of Object.entries(sharesOf(chunk))) total[share as Share] += size;
    lines.push({
      what: `JavaScript of our own, with gzip: ${page}`,
      measured: kilobytes(total.own),
      beside: `${kilobytes(mostOwn)}; framework ${kilobytes(total.framework)}, component library ${kilobytes(total.library)}`,
      ratio: total.own / mostOwn,
      atMost: 1,
    });
  }
  return lines;
}

/** The files that the document names, in elements or for its client components; not those for old browsers only. */
function chunksOf(html: string): Set<string> {
  const named = html
    .replaceAll(/<script[^>]*noModule[^>]*>/gi, "")
    .matchAll(/static\/chunks\/([\w.~-]+\.js)/g);
  return new Set([...named].map(([, name]) => name ?? ""));
}

/** What each has of the compressed chunk: its part of the characters that have a source. */
function sharesOf(name: string): Record<Share, number> {
  const shares = { framework: 0, library: 0, own: 0 };
  const folder = join(root, ".next", "static", "chunks");
  const file = readFileSync(join(folder, name), "utf8");
  const [, map] = /\n\/\/# sourceMappingURL=(.*)\s*$/.exec(file) ?? [];
  const code = file.replace(/\n+\/\/# sourceMappingURL=.*\s*$/, "");
  const size = gzipSync(code).length;
  // Only the bundler's own runtime has none.
  if (!map) return { ...shares, framework: size };
  for (const [source, bytes] of bytesBySource(code, JSON.parse(readFileSync(join(folder, map), "utf8"))))
    shares[shareOf(source)] += bytes;
  const all = shares.framework + shares.library + shares.own;
  // A few names and nothing else.
  if (all === 0) return { ...shares, own: size };
  for (const share of Object.keys(shares) as Share[]) shares[share] *= size / all;
  return shares;
}

/** Whatever is neither the framework's nor the component library's counts as ours, icons too. */
function shareOf(source: string): Share {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
  if (name === undefined) return source.includes("[turbopack]") ? "framework" : "own";
  if (framework.test(name)) return "framework";
  return library.test(name) ? "library" : "own";
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
