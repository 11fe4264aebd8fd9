const key = Symbol.for("countersign.drainer");
type Holder = { [key]?: () => void };

/** Says that effects were promised: this process's drainer, if it has one, need not wait for its next second. */
export function wakeDrainer(): void {
  (globalThis as Holder)[key]?.();
}

/** Called by the drainer when it starts (a function) and when it stops (undefined). */
export function onWake(drain: (() => void) | undefined): void {
  if (drain) (globalThis as Holder)[key] = drain;
  else delete (globalThis as Holder)[key];
}
