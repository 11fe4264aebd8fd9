import { env } from "@/lib/env";
import type { TokenId } from "@/lib/kernel/ids";

/** The window that requests are counted over, in seconds. */
const windowSeconds = 60;

interface Window {
  endsAt: number;
  used: number;
}

const key = Symbol.for("countersign.rate-limit");
type Holder = { [key]?: { windows: Map<string, Window>; sweptAt: number } };

/** What a token has left, for the headers of its answer. `seconds` until it has everything again. */
export interface Quota {
  limit: number;
  left: number;
  seconds: number;
  isExceeded: boolean;
}

/**
 * Counts one request of a token in this process. A token's window begins with its first request and ends a minute later;
 * `now` in milliseconds.
 */
export function countRequest(
  tokenId: TokenId,
  now = Date.now(),
  limit = env().API_REQUESTS_PER_MINUTE,
): Quota {
  return count(tokenId, now, limit);
}

/** Counts one call of an operation that costs so much that a token has only a few of them a minute. */
export function countCostlyCall(tokenId: TokenId, operation: string, limit: number, now = Date.now()): Quota {
  return count(`${tokenId} ${operation}`, now, limit);
}

function count(whose: string, now: number, limit: number): Quota {
  const windows = currentWindows(now);
  const held = windows.get(whose);
  const window = held && held.endsAt > now ? held : { endsAt: now + windowSeconds * 1000, used: 0 };
  window.used += 1;
  windows.set(whose, window);
  return {
    limit,
    left: Math.max(0, limit - window.used),
    seconds: Math.ceil((window.endsAt - now) / 1000),
    isExceeded: window.used > limit,
  };
}

/** Without the windows that are over, removed once in a while, so that tokens of long ago take no memory. */
function currentWindows(now: number): Map<string, Window> {
  const holder = globalThis as Holder;
  holder[key] ??= { windows: new Map(), sweptAt: now };
  const { windows, sweptAt } = holder[key];
  if (now - sweptAt >= windowSeconds * 1000) {
    for (const [whose, { endsAt }] of windows) if (endsAt <= now) windows.delete(whose);
    holder[key].sweptAt = now;
  }
  return windows;
}

/** draft-ietf-httpapi-ratelimit-headers-10: q is the quota, w its window, r what remains, t the seconds until it is whole. */
export function quotaHeaders({ limit, left, seconds }: Quota): Record<string, string> {
  return {
    "RateLimit-Policy": `"token";q=${limit};w=${windowSeconds}`,
    RateLimit: `"token";r=${left};t=${seconds}`,
  };
}
