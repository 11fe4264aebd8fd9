const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** How long after each attempt that failed the next one follows: the schedule of Standard Webhooks, within about a day. */
const waits = [5 * seconds, 5 * minutes, 30 * minutes, 2 * hours, 5 * hours, 10 * hours, 10 * hours];

/** When the next attempt follows the `attempt`th (from 1), which failed at `now`; null after the last. */
export function nextAttemptAt(attempt: number, now: Date): Date | null {
  const wait = waits[attempt - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}
