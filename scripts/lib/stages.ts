import { closeAll } from "./closing.ts";

/** Shows what is going on: the name at once, the seconds when it is done. */
export async function stage<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  process.stdout.write(`${name} … `);
  try {
    const result = await work();
    process.stdout.write(`${((performance.now() - from) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
}

/** Something an operator can act on: its message is shown without a stack. */
export class Stop extends Error {}

/** Runs a script's main function. What it throws is said once, what it started is stopped, and the process ends with 1. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`\n${error instanceof Stop ? error.message : text}\n`);
    await closeAll();
    process.exit(1);
  }
}
