import type { SessionId } from "@/lib/kernel/ids";

/**
 * Streams that one session may have open at this process. The tabs of a browser share one for each organization
 * (components/console/live-tabs.ts), so that ten tabs have one; what has more is no browser that behaves.
 */
const most = 10;

const key = Symbol.for("countersign.streams");
type Holder = { [key]?: Map<SessionId, number> };

/** A place for one more stream of the session, and how to give it back, once; null when it has them all. */
export function takeStream(sessionId: SessionId): (() => void) | null {
  const holder = globalThis as Holder;
  holder[key] ??= new Map();
  const open = holder[key];
  const count = open.get(sessionId) ?? 0;
  if (count >= most) return null;
  open.set(sessionId, count + 1);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    const left = (open.get(sessionId) ?? 1) - 1;
    if (left > 0) open.set(sessionId, left);
    else open.delete(sessionId);
  };
}
