"use client";

import { useEffect, useRef } from "react";

/** One listener for every copy button of the page, instead of a client component for each. Says aloud what was done. */
export function CopyCommands() {
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    async function copy(event: Event) {
      const button = event.target instanceof Element ? event.target.closest("button[data-copies]") : null;
      if (!(button instanceof HTMLButtonElement)) return;
      const command = document.getElementById(button.dataset.copies ?? "")?.textContent ?? "";
      await navigator.clipboard.writeText(command);
      button.dataset.copied = "true";
      if (said.current) said.current.textContent = "Copied";
      setTimeout(() => {
        delete button.dataset.copied;
        if (said.current) said.current.textContent = "";
      }, 1_500);
    }
    document.addEventListener("click", copy);
    return () => document.removeEventListener("click", copy);
  }, []);
  return <p ref={said} role="status" className="sr-only" />;
}
