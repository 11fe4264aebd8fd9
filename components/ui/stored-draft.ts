"use client";

import { useEffect, useState } from "react";

/**
 * Text that survives a closed drawer, a reload and a lost connection, until it is sent. Kept per browser tab; where
 * storage is refused (private windows) it lives as long as the page.
 */
export function useStoredDraft(
  key: string,
): [text: string, change: (text: string) => void, forget: () => void] {
  const [text, setText] = useState("");
  const storageKey = `countersign draft ${key}`;

  // After hydration, not during the first render: the server has no drafts.
  useEffect(() => {
    try {
      setText(sessionStorage.getItem(storageKey) ?? "");
    } catch {}
  }, [storageKey]);

  function change(next: string) {
    setText(next);
    try {
      if (next === "") sessionStorage.removeItem(storageKey);
      else sessionStorage.setItem(storageKey, next);
    } catch {}
  }

  return [text, change, () => change("")];
}
