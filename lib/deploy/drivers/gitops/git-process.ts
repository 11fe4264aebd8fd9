import { spawn } from "node:child_process";
import type { Readable } from "node:stream";

/*
 * Why not simple-git: its spawn options stop at uid and gid, so a time-out kills git but leaves git-remote-https and
 * ssh running in the group it cannot name; it keeps all output, however much a server sends; and its guards refuse
 * exactly the environment (GIT_CONFIG_*, GIT_SSH_COMMAND) by which secrets stay out of arguments.
 */

interface GitCall {
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
  input?: string;
  signal: AbortSignal;
  timeoutMs: number;
  maxStdoutBytes?: number;
}

/** `code` is null when git did not end by itself; `stopped` then says why. */
export interface GitExit {
  code: number | null;
  stdout: string;
  stderr: string;
  stopped: "timeout" | "too much output" | "not started" | null;
}

const graceMs = 2_000;

/** Keeps the first `limit` bytes of a stream and calls `onExcess` when there are more. */
function collect(stream: Readable, limit: number, onExcess: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    if (size < limit) chunks.push(chunk.subarray(0, limit - size));
    size += chunk.length;
    if (size > limit) onExcess();
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

/**
 * Runs git in a process group of its own, so that ending it ends its transport helpers too. Never inherits the
 * environment. Rejects only with the reason of `signal`.
 */
export function runGit(call: GitCall): Promise<GitExit> {
  call.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    // The cast: Next's types say that every environment holds NODE_ENV; git's must not.
    const env = call.env as NodeJS.ProcessEnv;
    const child = spawn("git", call.args, { cwd: call.cwd, env, detached: true, stdio: "pipe" });
    let stopped: GitExit["stopped"] = null;
    let killTimer: NodeJS.Timeout | undefined;
    const killGroup = (signal: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    };
    const stop = (why: GitExit["stopped"]) => {
      if (killTimer) return;
      stopped = why;
      killGroup("SIGTERM");
      killTimer = setTimeout(() => {
        killGroup("SIGKILL");
        child.stdout.destroy();
        child.stderr.destroy();
      }, graceMs);
    };
    const stdout = collect(child.stdout, call.maxStdoutBytes ?? 4 * 1024 * 1024, () =>
      stop("too much output"),
    );
    const stderr = collect(child.stderr, 64 * 1024, () => undefined);
    const onAbort = () => stop(null);
    call.signal.addEventListener("abort", onAbort, { once: true });
    const timer = setTimeout(() => stop("timeout"), call.timeoutMs);
    const settle = (code: number | null) => {
      clearTimeout(timer);
      clearTimeout(killTimer);
      call.signal.removeEventListener("abort", onAbort);
      if (call.signal.aborted) reject(call.signal.reason);
      else resolve({ code: stopped ? null : code, stdout: stdout(), stderr: stderr(), stopped });
    };
    child.once("error", () => {
      stopped = "not started";
      settle(null);
    });
    child.once("close", settle);
    // git may end before it has read everything; its exit code tells that better than EPIPE.
    child.stdin.on("error", () => undefined);
    child.stdin.end(call.input ?? "");
  });
}
