"use client";

import { Button } from "@heroui/react/button";
import { useEffect, useState } from "react";
import { concerns } from "@/lib/live/core/relevance";
import { joinLiveTabs } from "./live-tabs";
import { useCalmRefresh } from "./use-calm-refresh";

export interface LiveUpdatesProps {
  organization: string;
  viewer: string;
  /** When this page was read, in milliseconds of the server's clock, and by which build of it. */
  since: number;
  build: string;
}

const words = {
  ended: "You are signed out, or not a member here any more. What you see may be out of date.",
  outdated: "Countersign was updated. Reload this page once you have kept what you typed.",
  crowded:
    "Too many windows of yours are open, so this one is not live: it shows what is new every ten seconds. Close some of the others.",
  lost: "The server does not answer. What you typed stays, and this page catches up by itself.",
};

/** In milliseconds: how long a page that was not looked at may have slept, and how often one without a stream asks. */
const asleep = 30_000;
const withoutStream = 10_000;

/** Keeps every page of the console as it truly is: shows it anew when the server says that something changed. */
export function LiveUpdates({ organization, viewer, since, build }: LiveUpdatesProps) {
  const [start] = useState({ since, build });
  const [trouble, setTrouble] = useState<keyof typeof words | null>(null);
  const refresh = useCalmRefresh();
  const isOver = trouble === "ended" || trouble === "outdated";

  useEffect(() => {
    if (isOver || !canShareStream()) return;
    return joinLiveTabs({ organization, viewer, since: start.since }, ({ message }) => {
      if (message.kind === "hello") setTrouble(message.build === start.build ? null : "outdated");
      else if (message.kind === "ended" || message.kind === "lost" || message.kind === "crowded")
        setTrouble(message.kind);
      else if (concerns(message, location.pathname)) refresh();
    });
  }, [organization, viewer, start, refresh, isOver]);

  const isCrowded = trouble === "crowded";
  useEffect(() => (isOver ? undefined : refreshWhenSeen(refresh, isCrowded)), [refresh, isOver, isCrowded]);

  return (
    // On a phone it has a place of its own above the page, and stays in sight.
    <div aria-live="polite" className="sticky top-12 z-20 md:static">
      {trouble ? (
        <div className="flex items-center gap-3 border-b border-border bg-surface px-4 py-2.5 text-sm md:flex-wrap md:rounded-lg md:border md:px-3 md:shadow-lg">
          {words[trouble]}
          {isOver ? (
            <Button size="sm" variant="secondary" onPress={() => location.reload()}>
              Reload
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** Browsers lend locks to https and to this machine only. Without them ten tabs would take all connections. */
function canShareStream(): boolean {
  return "locks" in navigator && "BroadcastChannel" in globalThis;
}

/** After a long sleep, and where there is no stream: when somebody looks, and the server is there to answer. */
function refreshWhenSeen(refresh: () => void, isCrowded: boolean): () => void {
  const leaving = new AbortController();
  const isAlone = isCrowded || !canShareStream();
  let hiddenAt = Date.now();
  const check = async () => {
    // A refresh that fails would load the page anew, and with it lose what was typed.
    const health = await fetch("/api/health", { cache: "no-store", signal: leaving.signal }).catch(
      () => null,
    );
    if (health?.ok) refresh();
  };
  const look = () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (isAlone || Date.now() - hiddenAt > asleep) void check();
  };
  document.addEventListener("visibilitychange", look, leaving);
  const timer = isAlone ? setInterval(() => document.hidden || void check(), withoutStream) : undefined;
  return () => {
    leaving.abort();
    clearInterval(timer);
  };
}
