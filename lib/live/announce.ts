import type { Database } from "@/db/client";
import { onCommit } from "@/lib/jobs/wake";
import { log } from "@/lib/log";
import { tellOthers } from "./store-channel";

/** Milliseconds. What is committed within them is announced together: 50 times a second at most. */
const together = 20;

/** From now on other processes hear that this one commits: called once where a process starts that writes. */
export function announceCommits(db: Database): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<void> | undefined;
  const announce = () => {
    timer = undefined;
    telling = tellOthers(db).catch((error) => log("warn", "commit not announced", {}, error));
  };
  const stopListening = onCommit(() => {
    timer ??= setTimeout(announce, together);
  });
  return {
    async stop() {
      stopListening();
      clearTimeout(timer);
      if (timer) announce();
      await telling;
    },
  };
}
