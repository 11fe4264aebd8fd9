type Close = () => Promise<unknown> | unknown;

const closers: Close[] = [];
let closing: Promise<void> | undefined;

/** What has to be stopped before this process ends; the last one started is stopped first. */
export function onClose(close: Close): void {
  closers.unshift(close);
}

export function closeAll(): Promise<void> {
  closing ??= (async () => {
    for (const close of closers) await close();
  })();
  return closing;
}

/**
 * Stops everything on Ctrl-C, SIGTERM, a closed terminal, and when the npm that started us is gone. People wait five
 * seconds at most: what does not stop in time is left to its own watch on us (follow-parent, the database's keeper).
 */
export function closeOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), 500).unref();
}

function end(): void {
  setTimeout(() => process.exit(1), 4800).unref();
  void closeAll().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
