import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

export const root = join(import.meta.dirname, "..", "..");
const binaries = join(root, "node_modules", ".bin");
const follow = pathToFileURL(join(import.meta.dirname, "follow-parent.mjs")).href;

type Variables = Record<string, string | undefined>;

/** Ours first on the PATH, so that `node` is the version of package.json; every Node process below ends when we do. */
function environment(extra: Variables = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [binaries, process.env.PATH].join(delimiter),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${follow}`.trim(),
    NEXT_TELEMETRY_DISABLED: "1",
    ...extra,
  } as NodeJS.ProcessEnv;
}

/**
 * Starts a command of node_modules/.bin as the head of a process group of its own: Ctrl-C reaches only us, and we
 * decide in which order things stop. Its output goes to the file `log`, or where ours goes.
 */
export function start(
  command: string,
  args: string[],
  options: { env?: Variables; log?: string } = {},
): ChildProcess {
  const output = options.log ? openSync(options.log, "a", 0o600) : "inherit";
  const child = spawn(join(binaries, command), args, {
    cwd: root,
    detached: true,
    stdio: ["ignore", output, output],
    env: environment(options.env),
  });
  if (typeof output === "number") closeSync(output);
  return child;
}

interface CaptureOptions {
  env?: Variables;
  /** Show what it says at once, too. */
  live?: boolean;
}

/** Runs a command of node_modules/.bin to its end and keeps what it says. */
export async function capture(command: string, args: string[], { env, live = false }: CaptureOptions = {}) {
  const child = spawn(join(binaries, command), args, {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(env),
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (live) process.stdout.write(chunk);
    });
  }
  return new Promise<{ code: number; output: string }>((resolve) => {
    child.once("error", (error) => resolve({ code: 1, output: output + error.message }));
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

const running = new Set<ChildProcess>();

/** Ends every command that `capture` waits for. */
export async function stopCaptured(): Promise<void> {
  await Promise.all([...running].map((child) => stop(child, 2)));
}

/** Asks the child's group to end; kills it after `seconds`. */
export async function stop(child: ChildProcess, seconds: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  signalGroup(child, "SIGTERM");
  const impatient = setTimeout(() => signalGroup(child, "SIGKILL"), seconds * 1000);
  await gone;
  clearTimeout(impatient);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}
