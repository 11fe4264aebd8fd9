import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { takeLock } from "./lock.ts";

const folder = mkdtempSync(join(tmpdir(), "countersign-lock-"));
const file = join(folder, "lock");
const children: ChildProcess[] = [];

beforeEach(() => rmSync(file, { force: true }));
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** A process whose command line looks like one of ours, or not. */
function living(name: string): number {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", name], { stdio: "ignore" });
  children.push(child);
  return child.pid ?? 0;
}

it("has one owner, who is named to the next", async () => {
  writeFileSync(
    file,
    JSON.stringify({ pid: living("/scripts/demo/main.ts"), note: "http://localhost:3000" }),
  );
  await expect(takeLock(file, "Countersign", 0)).rejects.toThrow(
    /^Countersign already runs at http:\/\/localhost:3000/,
  );
});

it.each([
  ["a process that is gone", () => JSON.stringify({ pid: 999_999_999, note: "" })],
  [
    "a process of somebody else with the same number",
    () => JSON.stringify({ pid: living("other"), note: "" }),
  ],
  [
    "this very process, whose number was the owner's before a restart",
    () => JSON.stringify({ pid: process.pid, note: "" }),
  ],
  ["nobody, half written", () => "{"],
])("is taken over from %s", async (_, content) => {
  writeFileSync(file, content());
  const lock = await takeLock(file, "Countersign");
  expect(JSON.parse(readFileSync(file, "utf8")).pid).toBe(process.pid);
  lock.release();
  expect(existsSync(file)).toBe(false);
});
