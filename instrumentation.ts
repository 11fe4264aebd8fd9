/**
 * Runs once when the server starts: jobs are done in this process unless a worker runs beside it. In `npm run dev` the
 * worker is a process of its own, since this does not run again when code changes.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NODE_ENV !== "production") return;
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const { env } = await import("@/lib/env");
  if (env().WORKER === "separate") return;
  const [{ startWorker }, { onShutdown }] = await Promise.all([
    import("@/lib/jobs/worker"),
    import("@/lib/shutdown"),
  ]);
  const worker = await startWorker({ connectionString: env().DATABASE_URL });
  onShutdown(() => worker.stop());
}
