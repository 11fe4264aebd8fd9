"use client";

import { useEffect, useRef, useState } from "react";
import { useViewer } from "./viewer";

/**
 * Text that survives a closed drawer, a reload and a lost connection, until it is sent. Kept per browser tab and person,
 * so that whoever signs in next does not find it; where storage is refused (private windows) it lives as long as the page.
 */
export function useStoredDraft(
  key: string,
): [text: string, change: (text: string) => void, forget: () => void] {
  const [text, setText] = useState("");
  const storageKey = `countersign draft ${useViewer()?.email ?? ""} ${key}`;
  const readFor = useRef<string>(null);

  // After hydration, not during the first render: the server has no drafts. What was typed before it stays.
  useEffect(() => {
    const isFirst = readFor.current === null;
    readFor.current = storageKey;
    try {
      const kept = sessionStorage.getItem(storageKey);
      setText((typed) => kept ?? (isFirst ? typed : ""));
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
