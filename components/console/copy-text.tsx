"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

interface CopyTextProps {
  /** What is copied. */
  value: string;
  /** What is shown, when shorter; the whole value is in the title. */
  shown?: string;
  /** What it is, for the button's name: "digest". */
  what: string;
}

export function CopyText({ value, shown = value, what }: CopyTextProps) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  }
  const Icon = isCopied ? Check : Copy;
  return (
    <span className="inline-flex max-w-full items-center gap-1 font-mono text-xs">
      <span className="truncate" title={value}>
        {shown}
      </span>
      <button
        type="button"
        onClick={copy}
        aria-label={isCopied ? `Copied ${what}` : `Copy ${what}`}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-default hover:text-foreground"
      >
        <Icon aria-hidden="true" className="size-3.5" />
      </button>
    </span>
  );
}
