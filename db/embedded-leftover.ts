import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Ends a PostgreSQL that still runs on `data` after its owner was killed, and removes the pid file of one that was
 * killed itself: PostgreSQL would refuse to start when another process has that number by now.
 */
export async function stopLeftover(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return;
  const pid = Number(text.split("\n")[0]);
  for (const [signal, seconds] of [
    ["SIGINT", 2],
    ["SIGQUIT", 2],
    ["SIGKILL", 1],
  ] as const) {
    if (!(await isPostgres(pid, data))) break;
    process.kill(pid, signal);
    for (let waited = 0; waited < seconds * 20 && (await isPostgres(pid, data)); waited++) await pause(50);
  }
  await rm(file, { force: true });
}

async function isPostgres(pid: number, data: string): Promise<boolean> {
  return (await commandOf(pid)).includes(data);
}

/** The command line of a running process, empty when there is none: numbers are used again, so a number alone says nothing. */
export async function commandOf(pid: number): Promise<string> {
  if (!Number.isInteger(pid) || pid <= 1) return "";
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return run("ps", ["-p", String(pid), "-o", "args="]).then(
    ({ stdout }) => stdout,
    () => "",
  );
}
