const key = Symbol.for("countersign.commits");
type Holder = { [key]?: Set<() => void> };

/**
 * Says that something was committed: this process's drainer, if it has one, need not wait for its next second, and open
 * pages are told (lib/live). Doorways say so after every write, and verbs after what they promise.
 */
export function wakeDrainer(): void {
  for (const listener of (globalThis as Holder)[key] ?? []) listener();
}

/** Calls `listener` after every commit of this process. Answers how to stop that. */
export function onCommit(listener: () => void): () => void {
  const holder = globalThis as Holder;
  holder[key] ??= new Set();
  const listeners = holder[key].add(listener);
  return () => void listeners.delete(listener);
}
