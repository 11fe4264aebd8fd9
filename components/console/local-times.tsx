"use client";

import { useEffect } from "react";
import { exactTimeText, type RelativeForm, relativeTimeText } from "./relative-time-text";

function showExact(event: Event): void {
  const element = event.target instanceof Element ? event.target.closest("time") : null;
  if (element instanceof HTMLTimeElement) element.title = exactTimeText(Date.parse(element.dateTime));
}

function refreshAll(): void {
  for (const element of document.querySelectorAll<HTMLTimeElement>("time")) {
    const text = relativeTimeText(
      Date.parse(element.dateTime),
      Date.now(),
      (element.dataset.relative ?? "ago") as RelativeForm,
    );
    const node = element.firstChild;
    // The text node stays React's own: only its data changes.
    if (node instanceof Text && node.data !== text) node.data = text;
  }
}

/** One listener and one timer for every time on the page, instead of a client component for each. */
export function LocalTimes() {
  useEffect(() => {
    document.addEventListener("pointerover", showExact, { passive: true });
    const timer = setInterval(refreshAll, 30_000);
    return () => {
      document.removeEventListener("pointerover", showExact);
      clearInterval(timer);
    };
  }, []);
  return null;
}
