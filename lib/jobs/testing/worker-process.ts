import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** Workers as processes of their own, as `npm run worker` starts them. For tests. */
export function workerProcesses(database: { connectionString: string }) {
  let workers: ChildProcess[] = [];
  return {
    /** In a process group of its own, so that all it has started can be killed with it. */
    start({ killAt, unanswered = false }: { killAt?: RegExp; unanswered?: boolean } = {}): ChildProcess {
      const kill = killAt ? ["--import", "./db/testing/kill-at.ts"] : [];
      const worker = spawn(process.execPath, ["--import", "tsx", ...kill, "scripts/worker.ts"], {
        env: {
          // biome-ignore lint/style/noProcessEnv: a worker has the environment of whoever starts it
          ...process.env,
          DATABASE_URL: database.connectionString,
          ...(killAt && { KILL_AT: killAt.source }),
          ...(unanswered && { KILL_UNANSWERED: "1" }),
        },
        stdio: "ignore",
        detached: true,
      });
      workers.push(worker);
      return worker;
    },
    async killAll(): Promise<void> {
      await Promise.all(workers.map((worker) => killed(worker)));
      workers = [];
    },
  };
}

/** As if the seconds had passed in which a worker that has just started may not hold its lock yet. */
export async function secondsLater({
  pool,
}: {
  pool: { query(text: string): Promise<unknown> };
}): Promise<void> {
  for (const table of ["_private_jobs", "_private_job_queues"])
    await pool.query(`update graphile_worker.${table} set locked_at = locked_at - interval '10 seconds'`);
}

/** How it ended: its exit code, or the signal's name. */
export async function ended(worker: ChildProcess): Promise<number | string> {
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, "exit");
  return worker.signalCode ?? worker.exitCode ?? "";
}

/** Kill -9: of all it had started too, or (`group` false) of it alone. */
export async function killed(worker: ChildProcess, group = true): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null || !worker.pid) return;
  process.kill(group ? -worker.pid : worker.pid, "SIGKILL");
  await ended(worker);
}
