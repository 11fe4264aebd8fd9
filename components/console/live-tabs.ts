import { followLive, hurry, type LiveNews } from "./live-stream";

interface LiveTabsWish {
  organization: string;
  /** Pages of one person in one organization hear the same. */
  viewer: string;
  /** When this page was read, in milliseconds of the server's clock. */
  since: number;
}

/** In milliseconds: a page is read a moment before or after the instant that it names. */
const slack = 500;

/**
 * Tells this page what the server says. The browser's tabs share one stream, since a browser opens six connections at
 * most: the tab that holds the lock listens and passes everything on; when it goes, the next gets the lock. Answers how
 * to leave.
 */
export function joinLiveTabs({ organization, viewer, since }: LiveTabsWish, tell: (news: LiveNews) => void) {
  const name = `countersign live ${organization} ${viewer}`;
  const leaving = new AbortController();
  const channel = new BroadcastChannel(name);
  const heard = (news: LiveNews) => {
    // A tab that is being loaded at this moment looks here what it has missed.
    if (isChange(news)) keep(name, news.at);
    tell(news);
  };
  channel.onmessage = ({ data }: MessageEvent<LiveNews | typeof hurry>) =>
    data === hurry ? dispatchEvent(new Event(hurry)) : heard(data);
  const look = () => {
    if (document.hidden) return;
    // Timers of a tab that nobody looks at are slow: whoever listens tries again now.
    dispatchEvent(new Event(hurry));
    channel.postMessage(hurry);
  };
  document.addEventListener("visibilitychange", look, leaving);
  const missed = kept(name);
  if (missed > since - slack) tell({ at: missed, message: { kind: "resync" } });
  navigator.locks
    .request(name, { signal: leaving.signal }, () =>
      followLive(
        `/api/events/${organization}`,
        Math.max(since, kept(name)),
        (news) => {
          channel.postMessage(news);
          heard(news);
        },
        leaving.signal,
      ),
    )
    .catch(() => undefined);
  return () => {
    leaving.abort();
    channel.close();
  };
}

function isChange({ message: { kind } }: LiveNews): boolean {
  return kind === "request" || kind === "component" || kind === "organization" || kind === "resync";
}

function keep(name: string, at: number): void {
  try {
    localStorage.setItem(name, String(at));
  } catch {}
}

function kept(name: string): number {
  try {
    return Number(localStorage.getItem(name) ?? 0);
  } catch {
    return 0;
  }
}
