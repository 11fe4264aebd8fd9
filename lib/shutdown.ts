const key = Symbol.for("countersign.shutdown");
type Close = () => Promise<void>;

/**
 * What to stop before the server ends: the worker, open streams. scripts/serve.ts calls them all at once, and reads
 * the same symbol: a module is several instances in the production server.
 */
export function onShutdown(close: Close): void {
  const holder = globalThis as { [key]?: Close[] };
  holder[key] = [...(holder[key] ?? []), close];
}
