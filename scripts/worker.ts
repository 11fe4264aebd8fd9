import { database } from "@/db/client";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { announceCommits } from "@/lib/live/announce";
import { log } from "@/lib/log";

const worker = await startWorker({ connectionString: env().DATABASE_URL });
const announcing = announceCommits(database());
log("info", "worker.started");

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 4500).unref();
    await worker.stop();
    await announcing.stop();
    process.exit(0);
  });
}
