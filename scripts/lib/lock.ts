import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { commandOf } from "../../db/embedded-leftover.ts";
import { Stop } from "./stages.ts";

interface Owner {
  pid: number;
  /** What the owner said about itself, such as its address. */
  note: string;
}

/**
 * Makes this process the one owner of what `file` stands for. A file whose process is gone is taken over; one whose
 * process is just ending is waited for, `patience` quarters of a second.
 */
export async function takeLock(
  file: string,
  what: string,
  patience = 20,
): Promise<{ note(text: string): void; release(): void }> {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; !create(file); attempt++) {
    const owner = read(file);
    if (!owner || !(await isOurs(owner.pid))) rmSync(file, { force: true });
    else if (attempt >= patience) {
      const at = owner.note ? ` at ${owner.note}` : "";
      throw new Stop(`${what} already runs${at} (process ${owner.pid}): stop it first.`);
    } else await pause(250);
  }
  return {
    note: (text) => writeFileSync(file, JSON.stringify({ pid: process.pid, note: text })),
    release: () => {
      if (read(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

function create(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, note: "" }), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function read(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Owner;
  } catch {
    return undefined;
  }
}

/** A number may belong to somebody else by now, after a restart above all: the process must be one of our scripts. */
async function isOurs(pid: number): Promise<boolean> {
  return pid !== process.pid && (await commandOf(pid)).includes("/scripts/");
}
