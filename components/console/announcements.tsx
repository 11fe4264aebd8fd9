"use client";

import { useEffect, useState } from "react";
import { StatusDot, type StatusTone } from "./status-dot";

interface Said {
  tone: StatusTone;
  text: string;
}

const event = "countersign:said";
/** In milliseconds: long enough to be read twice. */
const shown = 6_000;

/** Says what the server has done, where what it was done to makes way for something else. */
export function announce(said: Said): void {
  dispatchEvent(new CustomEvent<Said>(event, { detail: said }));
}

/**
 * Once in the frame, so that what is said outlives the page it was said about. It covers no button and takes no click:
 * it stands at the foot of the navigation, on a phone for a moment where the top bar names the organization.
 */
export function Announcements() {
  const [said, setSaid] = useState<Said | null>(null);
  useEffect(() => {
    const hear = (heard: Event) => setSaid((heard as CustomEvent<Said>).detail);
    addEventListener(event, hear);
    return () => removeEventListener(event, hear);
  }, []);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), shown);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div role="status" className="pointer-events-none fixed top-0 right-12 left-0 z-50 md:static">
      {said ? (
        <p className="flex h-12 items-center border-b border-border bg-surface px-4 md:h-auto md:rounded-lg md:border md:px-3 md:py-2 md:shadow-lg">
          <StatusDot tone={said.tone}>{said.text}</StatusDot>
        </p>
      ) : null}
    </div>
  );
}
