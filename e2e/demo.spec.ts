import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort, removeEmbedded } from "../db/embedded";

const root = join(import.meta.dirname, "..");

/** `npm run demo` on the existing build, with a data folder and a port of its own. */
async function startDemo(folder: string, port: number, ...args: string[]) {
  const env = { ...process.env, COUNTERSIGN_DATA_DIR: folder, PORT: String(port), DATABASE_URL: "" };
  const child = spawn(process.execPath, [join(root, "scripts/demo.mjs"), ...args], { cwd: root, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  await expect.poll(() => output, { timeout: 60_000 }).toContain("Ctrl-C stops it");
  return { child, output };
}

async function interrupt(child: ChildProcess): Promise<number> {
  const from = Date.now();
  child.kill("SIGINT");
  if (child.exitCode === null) await once(child, "exit");
  return Date.now() - from;
}

/** Processes of the demo that still run: its own, and those that were handed its data folder. */
async function leftovers(folder: string): Promise<string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const seen = pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8") + readFileSync(`/proc/${pid}/environ`, "utf8");
    } catch {
      return "";
    }
  });
  return seen.filter((text) => text.includes(folder));
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://localhost:${port}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
}

test("the demo keeps its data, stops within five seconds and recovers from kill -9", async () => {
  const folder = await mkdtemp(join(tmpdir(), "countersign-demo-"));
  const port = await freePort();
  const first = await startDemo(folder, port);
  expect(await answers(port)).toBe(true);
  const secrets = readFileSync(join(folder, "secrets.json"), "utf8");
  expect(await interrupt(first.child)).toBeLessThan(5000);
  expect(await answers(port)).toBe(false);
  await expect.poll(() => leftovers(folder)).toEqual([]);

  const second = await startDemo(folder, port);
  expect(second.output).not.toContain("Seeding");
  expect(readFileSync(join(folder, "secrets.json"), "utf8")).toBe(secrets);
  const { pid } = JSON.parse(readFileSync(join(folder, "lock"), "utf8")) as { pid: number };
  process.kill(pid, "SIGKILL");
  await expect.poll(() => answers(port)).toBe(false);
  await expect.poll(() => leftovers(folder)).toEqual([]);

  const third = await startDemo(folder, port);
  expect(third.output).not.toContain("Seeding");
  await interrupt(third.child);

  const fresh = await startDemo(folder, port, "--reset");
  expect(fresh.output).toContain("Seeding");
  expect(readFileSync(join(folder, "secrets.json"), "utf8")).not.toBe(secrets);
  await interrupt(fresh.child);
  expect(existsSync(join(folder, "lock"))).toBe(false);
  await removeEmbedded(join(folder, "postgres"));
  await rm(folder, { recursive: true });
});
