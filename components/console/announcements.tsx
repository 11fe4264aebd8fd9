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

/** Once in the frame, so that what is said outlives the page it was said about. It covers no button and takes no click. */
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
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 top-14 z-50 flex justify-center md:top-1.5"
    >
      {said ? (
        <p className="rounded-lg border border-border bg-surface px-3 py-1.5 shadow-lg">
          <StatusDot tone={said.tone}>{said.text}</StatusDot>
        </p>
      ) : null}
    </div>
  );
}
