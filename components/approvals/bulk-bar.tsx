"use client";

import { Button } from "@heroui/react/button";
import { useState } from "react";
import type { BulkItem, Verdict } from "./bulk-answers";
import { BulkComment } from "./bulk-comment";
import { BulkRejection } from "./bulk-rejection";

interface BulkBarProps {
  selected: BulkItem[];
  /** What has left the list while it was selected; null: nothing. */
  gone: string | null;
  comment: string;
  onCommentChange: (comment: string) => void;
  error: string | null;
  /** What is being sent; null: nothing. */
  running: Verdict | null;
  /** Answers whether it is being sent: not while a comment is missing. */
  onSend: (verdict: Verdict) => boolean;
  onClear: () => void;
}

/** Decides all that are selected; sticks to the bottom edge while there are any. */
export function BulkBar(props: BulkBarProps) {
  const { selected, gone, comment, onCommentChange, error, running, onSend, onClear } = props;
  const [isRejecting, setRejecting] = useState(false);
  const field = { count: selected.length, comment, onCommentChange, error };
  return (
    <section
      aria-label="Decide the selected requests"
      className="sticky bottom-0 z-10 mt-3 grid gap-3 rounded-panel border border-border bg-surface p-3 md:grid-cols-[minmax(0,1fr)_auto] md:items-end"
    >
      <p role="status" className={gone ? "text-sm md:col-span-2" : "sr-only"}>
        {gone}
      </p>
      <BulkComment {...field} isRequired={selected.some(({ needsComment }) => needsComment.approve)} />
      <div className="flex flex-wrap gap-2">
        <BulkButton verdict="approve" running={running} count={selected.length} onPress={onSend} />
        <BulkButton
          verdict="reject"
          running={running}
          count={selected.length}
          onPress={() => setRejecting(true)}
        />
        <Button variant="ghost" isDisabled={running !== null} onPress={onClear}>
          Clear
        </Button>
      </div>
      {isRejecting ? (
        <BulkRejection
          selected={selected}
          onReject={() => onSend("reject") && setRejecting(false)}
          onClose={() => setRejecting(false)}
        >
          <BulkComment {...field} isRequired={selected.some(({ needsComment }) => needsComment.reject)} />
        </BulkRejection>
      ) : null}
    </section>
  );
}

interface BulkButtonProps {
  verdict: Verdict;
  running: Verdict | null;
  count: number;
  onPress: (verdict: Verdict) => void;
}

function BulkButton({ verdict, running, count, onPress }: BulkButtonProps) {
  const words = verdict === "approve" ? ["Approve", "Approving…"] : ["Reject", "Rejecting…"];
  return (
    <Button
      variant={verdict === "approve" ? "primary" : "danger-soft"}
      isPending={running === verdict}
      isDisabled={running !== null && running !== verdict}
      onPress={() => onPress(verdict)}
    >
      {running === verdict ? words[1] : `${words[0]} ${count}`}
    </Button>
  );
}
