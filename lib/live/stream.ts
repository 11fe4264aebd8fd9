import type { Database } from "@/db/client";
import { log } from "@/lib/log";
import { serverBuild } from "./build-id";
import { liveBus } from "./bus";
import { eventText, type LiveMessage } from "./core/messages";
import { takeStream } from "./streams-of-session";
import { makeTeller, type Viewer } from "./teller";
import { type Change, listChanges } from "./views";

/** In milliseconds. A right that was lost ends the stream within five seconds: `believedFor` in the teller, and this. */
const lookEvery = 2000;
const heartbeatEvery = 15_000;
/** Whose page is older than that reads it again, instead of being told of each change. */
const toldFor = 60_000;
/** A page is read a moment before or after the instant that it names. */
const slack = 500;
/** A browser that has so many messages not taken has gone to sleep. */
const untaken = 256;

interface StreamWish extends Viewer {
  /** When the page was read, in milliseconds of the server's clock. Null: it may have missed anything. */
  since: number | null;
}

/**
 * A viewer's server-sent events, until they leave, lose session or membership, or the server stops. Null: the session has
 * as many streams as one may.
 */
export function liveStream(db: Database, wish: StreamWish): ReadableStream<Uint8Array> | null {
  const giveBack = takeStream(wish.sessionId);
  if (!giveBack) return null;
  const over = new AbortController();
  over.signal.addEventListener("abort", giveBack, { once: true });
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => {
          if (over.signal.aborted) return;
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) <= 0) over.abort();
        };
        const close = (reason: unknown) => reason === "left" || controller.close();
        over.signal.addEventListener("abort", () => close(over.signal.reason), { once: true });
        follow(db, wish, write, over).catch((error) => {
          log("warn", "live stream ended", {}, error);
          over.abort();
        });
      },
      cancel: () => over.abort("left"),
    },
    new CountQueuingStrategy({ highWaterMark: untaken }),
  );
}

async function follow(
  db: Database,
  wish: StreamWish,
  write: (text: string) => void,
  over: AbortController,
): Promise<void> {
  const end = () => over.abort();
  const ended = new Promise((resolve) => over.signal.addEventListener("abort", resolve, { once: true }));
  const say = (message: LiveMessage) => write(eventText(message, Date.now()));
  const teller = makeTeller(db, wish, { say, end });
  const bus = liveBus();
  const subscriber = { organizationId: wish.caller.organizationId, told: teller.tell, end };
  const timers = [
    setInterval(() => write(":\n\n"), heartbeatEvery),
    setInterval(() => teller.look(), lookEvery),
  ];
  say({ kind: "hello", build: serverBuild() });
  try {
    await bus.join(subscriber);
    const missed = await missedBy(db, wish);
    if (missed === null) say({ kind: "resync" });
    else teller.tell(missed);
    await ended;
  } finally {
    bus.leave(subscriber);
    timers.forEach(clearInterval);
  }
}

/** What changed since the viewer's page was read; null when it is to be read again. */
async function missedBy(
  db: Database,
  { since, caller }: Pick<StreamWish, "since" | "caller">,
): Promise<Change[] | null> {
  const age = since === null ? Number.POSITIVE_INFINITY : Date.now() - since;
  return age > toldFor ? null : listChanges(db, [caller.organizationId], Math.max(0, age) + slack);
}
