"use client";

import type { ReactNode } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import type { BulkItem } from "./bulk-answers";

interface BulkRejectionProps {
  selected: BulkItem[];
  onReject: () => void;
  onClose: () => void;
  /** The comment that all of them get. */
  children: ReactNode;
}

/** What is rejected stays so, and whoever rejects from a list may have opened none of them: this names them all before. */
export function BulkRejection({ selected, onReject, onClose, children }: BulkRejectionProps) {
  const what = selected.length === 1 ? "1 request" : `${selected.length} requests`;
  return (
    <FormDialog
      title={`Reject ${what}?`}
      isDangerous
      size="md"
      dismissLabel="Not now"
      confirmLabel={`Reject ${what}`}
      pendingLabel="Rejecting…"
      isPending={false}
      onSubmit={onReject}
      onClose={onClose}
    >
      <p>What is rejected stays rejected, and whoever asked for it is told.</p>
      {/* Above the names: of fifty of them the last would hide it. */}
      {children}
      <ul className="grid gap-1">
        {selected.map(({ number, label }) => (
          <li key={number}>
            {label}, request {number}
          </li>
        ))}
      </ul>
    </FormDialog>
  );
}
