import type { Database } from "@/db/client";
import type { RequestId } from "@/lib/kernel/ids";
import { onShutdown } from "@/lib/shutdown";
import { readStates } from "./views-waiting";

const pollMilliseconds = 250;
/** Of one process. Whoever comes on top is answered at once, with what is true now. */
const waitersAtMost = 500;

interface Waiter {
  id: RequestId;
  known: string;
  done: () => void;
}

const waiters = new Set<Waiter>();
let polling = false;
let isClosing = false;
let hooked = false;

/**
 * Waits until a request's state or use is not `known` ("waiting none") any more, for `milliseconds` at most, until the
 * signal says that nobody waits for the answer, or the process ends. Everybody who waits shares one short query every
 * 250 ms: no connection is held, and a thousand who wait cost what one does.
 */
export function awaitChange(
  db: Database,
  { id, known }: Omit<Waiter, "done">,
  { milliseconds, signal }: { milliseconds: number; signal: AbortSignal },
): Promise<void> {
  if (waiters.size >= waitersAtMost || signal.aborted || isClosing) return Promise.resolve();
  if (!hooked) {
    hooked = true;
    onShutdown(async () => {
      isClosing = true;
      for (const waiter of waiters) waiter.done();
    });
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => waiter.done(), milliseconds);
    const gone = () => waiter.done();
    const waiter: Waiter = {
      id,
      known,
      done() {
        clearTimeout(timer);
        signal.removeEventListener("abort", gone);
        waiters.delete(waiter);
        resolve();
      },
    };
    signal.addEventListener("abort", gone);
    waiters.add(waiter);
    if (!polling) poll(db);
  });
}

/** Goes on while anybody waits. What cannot be read is for those who wait to find out: each reads the request again. */
async function poll(db: Database): Promise<void> {
  polling = true;
  while (waiters.size > 0) {
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    const asked = [...waiters];
    if (asked.length === 0) break;
    const states = await readStates(db, [...new Set(asked.map(({ id }) => id))]).catch(() => null);
    for (const waiter of asked) if (states?.get(waiter.id) !== waiter.known) waiter.done();
  }
  polling = false;
}
