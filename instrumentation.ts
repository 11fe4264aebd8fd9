/**
 * Runs once when the server starts: says the set-up code of an empty installation, hands out the API, tells other processes
 * of commits, and does the jobs in this process unless a worker runs beside it. In `npm run dev` the worker is a process of
 * its own, since this does not run again when code changes.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { env } = await import("@/lib/env");
  const { onShutdown } = await import("@/lib/shutdown");
  const { ensureSetUpCode } = await import("@/lib/auth/set-up-code");
  const letGo = await ensureSetUpCode();
  if (letGo) onShutdown(letGo);
  const { api } = await import("@/app/api/v1/api");
  // For scripts/lib/straight-to-api.ts.
  Object.assign(globalThis, { [Symbol.for("countersign.api")]: api.fetch });
  const { database } = await import("@/db/client");
  const { announceCommits } = await import("@/lib/live/announce");
  const announcing = announceCommits(database());
  onShutdown(() => announcing.stop());
  if (process.env.NODE_ENV !== "production" || env().WORKER === "separate") return;
  const { startWorker } = await import("@/lib/jobs/worker");
  const worker = await startWorker({ connectionString: env().DATABASE_URL });
  onShutdown(() => worker.stop());
}
