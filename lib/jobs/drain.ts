import type { Database } from "@/db/client";
import { log } from "@/lib/log";
import { handOver } from "./store";
import { onCommit } from "./wake";

const batch = 200;

/** Hands over everything that waits. Answers how many. */
async function drainEffects(db: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const handed = await handOver(db, batch);
    total += handed;
    if (handed < batch) return total;
  }
}

/**
 * Hands promised effects to the job runner: when a commit in this process says so, and every second for those of other
 * processes and of ones that died between commit and drain. One at a time; never rejects.
 */
export function startDrainer(db: Database): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let again = false;
  const drain = () => {
    if (running) {
      again = true;
      return;
    }
    running = drainEffects(db)
      .then(() => undefined)
      .catch((error) => log("error", "drain failed", {}, error))
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          drain();
        }
      });
  };
  const timer = setInterval(drain, 1000);
  const stopListening = onCommit(drain);
  drain();
  return {
    async stop() {
      clearInterval(timer);
      stopListening();
      again = false;
      await running;
    },
  };
}
