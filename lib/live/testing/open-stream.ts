import { vi } from "vitest";
import { signInMember } from "@/db/testing/session";
import { callerFor, type World } from "@/db/testing/world";
import type { Caller } from "@/lib/directory/caller";
import { invariant } from "@/lib/kernel/invariant";
import type { LiveMessage } from "../core/messages";
import { liveStream } from "../stream";

const open = new Set<ReadableStreamDefaultReader<Uint8Array>>();

/** Leaves every stream that a test has opened. */
export async function leaveStreams(): Promise<void> {
  await Promise.all([...open].map((reader) => reader.cancel()));
  open.clear();
}

/** A member's stream, as a browser would take it: live when this resolves, with nothing told yet unless it asks since when. */
export async function openStream(world: World, person: Caller["member"], since: number | null = null) {
  const sessionId = await signInMember(world.db, person);
  const caller = await callerFor(world, person);
  const stream = liveStream(world.db, { sessionId, slug: world.slug, caller, since });
  invariant(stream, "a session of its own has none yet");
  const reader = stream.getReader();
  open.add(reader);
  const told: (LiveMessage | "closed")[] = [];
  void (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      for (const [, data = ""] of decoder.decode(value).matchAll(/^data: (.*)$/gm))
        told.push(JSON.parse(data));
    }
    told.push("closed");
  })();
  /** Waits until it was told so; answers after how many milliseconds. */
  const until = async (wanted: Partial<LiveMessage> | "closed", timeout = 3000): Promise<number> => {
    const from = performance.now();
    const isIt = (one: LiveMessage | "closed") =>
      typeof wanted === "string"
        ? one === wanted
        : Object.entries(wanted).every(([key, value]) => (one as Record<string, unknown>)[key] === value);
    await vi.waitFor(
      () => {
        if (!told.some(isIt))
          throw new Error(`not told ${JSON.stringify(wanted)}, but ${JSON.stringify(told)}`);
      },
      { timeout, interval: 5 },
    );
    return performance.now() - from;
  };
  if (since === null) {
    await until({ kind: "resync" });
    told.length = 0;
  }
  return { sessionId, told, until, leave: () => reader.cancel() };
}
