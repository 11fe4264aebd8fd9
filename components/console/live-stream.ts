import type { LiveMessage } from "@/lib/live/core/messages";

/**
 * A message with the instant it was sent, in milliseconds of the server's clock. `lost`: the server does not answer;
 * `crowded`: it gives this session no more streams for now.
 */
export type LiveNews = { at: number; message: LiveMessage | { kind: "lost" } | { kind: "crowded" } };

/** In milliseconds. The server says something every 15 s: after three silences nobody is there. */
const silence = 45_000;
const pause = { first: 500, longest: 10_000 };
/** So many attempts in a row fail before the viewer is told. */
const patience = 3;
/** Said to the window when somebody looks at one of the pages that wait. */
export const hurry = "countersign hurry";

/**
 * Follows the server's events until it says that they end, or `leaving`. It comes back by itself after whatever went
 * wrong, at once when the browser is online again. Read with fetch: an EventSource hides why it failed and whether
 * anything is still heard.
 */
export async function followLive(
  address: string,
  since: number,
  tell: (news: LiveNews) => void,
  leaving: AbortSignal,
): Promise<void> {
  let last: string | null = null;
  let failures = 0;
  while (!leaving.aborted) {
    try {
      for await (const { id, message } of eventsAt(`${address}?since=${since}`, last, leaving)) {
        last = id;
        failures = 0;
        tell({ at: Number(id), message });
        if (message.kind === "ended") return;
      }
    } catch (error) {
      failures += 1;
      const kind = error instanceof Crowded ? "crowded" : "lost";
      if ((failures === patience || kind === "crowded") && !leaving.aborted)
        tell({ at: 0, message: { kind } });
    }
    const wait = Math.min(pause.longest, pause.first * 2 ** failures);
    await waitOrWake(wait * (0.5 + Math.random()), leaving);
  }
}

/** There are too many streams of this session. */
class Crowded extends Error {}

type LiveEvent = { id: string; message: LiveMessage };

/** One connection's events. Throws when it fails, when nothing is heard for long, and when the browser has a new network. */
async function* eventsAt(
  address: string,
  last: string | null,
  leaving: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const over = new AbortController();
  const giveUp = () => over.abort();
  addEventListener("online", giveUp, over);
  leaving.addEventListener("abort", giveUp, over);
  let timer = setTimeout(giveUp, silence);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silence);
  };
  try {
    const headers = last ? { "Last-Event-ID": last } : {};
    const response = await fetch(address, { cache: "no-store", headers, signal: over.signal });
    if (response.status === 401 || response.status === 404)
      yield { id: String(Date.now()), message: { kind: "ended" } };
    else if (response.ok && response.body) yield* eventsOf(response.body, heard);
    else throw response.status === 429 ? new Crowded() : new Error(String(response.status));
  } finally {
    clearTimeout(timer);
    giveUp();
  }
}

/** Ends early when the browser is online again, or somebody looks at a page. */
function waitOrWake(milliseconds: number, leaving: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const done = () => {
      over.abort();
      resolve();
    };
    setTimeout(done, milliseconds);
    addEventListener("online", done, over);
    addEventListener(hurry, done, over);
    leaving.addEventListener("abort", done, over);
  });
}

async function* eventsOf(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<LiveEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(event) ?? [];
      if (id && data) yield { id, message: JSON.parse(data) };
    }
  }
}
