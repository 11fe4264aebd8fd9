"use client";

import { Button } from "@heroui/react/button";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { StatusDot } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import { type Packed, unpackRows } from "@/components/ui/packed-rows";
import {
  type BulkAnswer,
  type BulkItem,
  bulkItems,
  commentMissing,
  goneText,
  isAnotherBatch,
  isSameVote,
  type Verdict,
} from "./bulk-answers";
import { BulkBar } from "./bulk-bar";
import type { PendingRow } from "./pending-table";
import type { VoteAction } from "./review-views";
import { useBulkVotes } from "./use-bulk-votes";

export interface SelectedRequestsProps {
  requests: Packed<PendingRow>;
  picked: number[];
  voteAction: VoteAction;
  /** Where requests' pages are: a number completes it. */
  requestsHref: string;
  onClear: () => void;
}

/** What is done with those that are selected, and what became of each. */
export function SelectedRequests(props: SelectedRequestsProps) {
  const { requests, picked, voteAction, requestsHref, onClear } = props;
  const outcome = useRef<HTMLDivElement>(null);
  const [comment, setComment] = useState("");
  const [error, setError] = useState<string | null>(null);
  const { answers, done, running, decide, forget } = useBulkVotes(voteAction);
  const items = useMemo(() => unpackRows(requests).flatMap(bulkItems), [requests]);
  const isDone = (item: BulkItem) => done.some((one) => isSameVote(one, item));
  const selected = items.filter((item) => picked.includes(item.number) && !isDone(item));
  const isThere = (number: number) => [...items, ...answers, ...done].some((one) => one.number === number);
  const left = picked.filter((number) => !isThere(number));
  const gone = left.length > 0 ? goneText(left) : null;

  const onPicked = useEffectEvent((numbers: number[]) => {
    if (running === null && isAnotherBatch(answers, numbers)) setComment("");
    forget();
  });
  useEffect(() => onPicked(picked), [picked]);

  // The bar below the rows goes with them, and the focus with it.
  useEffect(() => {
    if (items && answers.length > 0 && document.activeElement === document.body) outcome.current?.focus();
  }, [items, answers]);

  function send(verdict: Verdict): boolean {
    const missing = commentMissing(selected, verdict, comment);
    setError(missing);
    if (missing === null) void decide(selected, verdict, comment);
    return missing === null;
  }

  return (
    <>
      <div ref={outcome} role="status" tabIndex={-1} className="outline-none">
        <Answers answers={answers} requestsHref={requestsHref} />
      </div>
      {selected.length > 0 ? (
        <BulkBar
          selected={selected}
          gone={gone}
          comment={comment}
          onCommentChange={setComment}
          error={error}
          running={running}
          onSend={send}
          onClear={onClear}
        />
      ) : gone ? (
        // Where the bar was, at the bottom edge: the end of the rows may be far below.
        <div className="sticky bottom-0 z-10 mt-3 flex items-center justify-between gap-3 rounded-panel border border-border bg-surface p-3 text-sm">
          <p role="status">{gone}</p>
          <Button variant="ghost" size="sm" onPress={onClear}>
            Clear
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** What was refused is no state of the request: it stands as it stood. */
const tones = { waiting: "waiting", approved: "running", rejected: "failed", refused: "over" } as const;

function Answers({ answers, requestsHref }: { answers: BulkAnswer[]; requestsHref: string }) {
  if (answers.length === 0) return null;
  return (
    <ul
      aria-label="What became of each"
      className="mt-3 divide-y divide-separator rounded-panel border border-border bg-surface text-sm"
    >
      {answers.map((answer) => (
        <li
          key={answer.number}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-2.5"
        >
          <AppLink
            href={`${requestsHref}/${answer.number}`}
            className="py-0.5 underline decoration-border underline-offset-4 hover:decoration-current"
          >
            {answer.label}, request {answer.number}
          </AppLink>
          <StatusDot tone={tones[answer.tone]}>{answer.text}</StatusDot>
        </li>
      ))}
    </ul>
  );
}
