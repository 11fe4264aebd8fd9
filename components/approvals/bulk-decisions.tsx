"use client";

import dynamic from "next/dynamic";
import { type ChangeEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { StatusDot } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import { type Packed, unpackRows } from "@/components/ui/packed-rows";
import {
  type BulkAnswer,
  bulkItems,
  commentMissing,
  goneText,
  isAnotherBatch,
  type Verdict,
} from "./bulk-answers";
import type { PendingRow } from "./pending-table";
import type { VoteAction } from "./review-views";
import { useBulkVotes } from "./use-bulk-votes";

/** Loaded when the first is selected. */
const BulkBar = dynamic(() => import("./bulk-bar").then(({ BulkBar }) => BulkBar));

interface BulkDecisionsProps {
  requests: Packed<PendingRow>;
  voteAction: VoteAction;
  /** Where requests' pages are: a number completes it. */
  requestsHref: string;
  /** The list, whose boxes have numbers; the one over all of them has none. */
  children: ReactNode;
}

const boxes = "tbody input[type=checkbox]";

/** The box over all of them: ticked when all are, and neither when some are. */
function showOverall(list: HTMLElement | null): void {
  const all = [...(list?.querySelectorAll<HTMLInputElement>(boxes) ?? [])];
  const ticked = all.filter(({ checked }) => checked).length;
  const overall = list?.querySelector<HTMLInputElement>("thead input[type=checkbox]");
  if (!overall) return;
  overall.checked = ticked > 0 && ticked === all.length;
  overall.indeterminate = ticked > 0 && ticked < all.length;
}

/** Select several and decide them together. The boxes are plain ones of the list; this listens to them all. */
export function BulkDecisions({ requests, voteAction, requestsHref, children }: BulkDecisionsProps) {
  const list = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<number[]>([]);
  const [comment, setComment] = useState("");
  const [error, setError] = useState<string | null>(null);
  const { answers, running, decide, forget } = useBulkVotes(voteAction);
  const items = useMemo(() => unpackRows(requests).flatMap(bulkItems), [requests]);
  const selected = items.filter(({ number }) => picked.includes(number));
  const isThere = (number: number) => [...items, ...answers].some((one) => one.number === number);
  const gone = picked.filter((number) => !isThere(number));

  function tick(isTicked: (box: HTMLInputElement) => boolean): void {
    const all = [...(list.current?.querySelectorAll<HTMLInputElement>(boxes) ?? [])];
    for (const box of all) box.checked = isTicked(box);
    const numbers = all.filter(({ checked }) => checked).map(({ value }) => Number(value));
    setPicked(numbers);
    if (running === null && isAnotherBatch(answers, numbers)) setComment("");
    showOverall(list.current);
  }

  // Rows go as they are decided, here or elsewhere, and the focus with the bar below them.
  useEffect(() => {
    if (items.length > 0) showOverall(list.current);
    if (answers.length > 0 && document.activeElement === document.body) outcome.current?.focus();
  }, [items, answers]);

  function onChange({ target }: ChangeEvent<HTMLElement>): void {
    if (!(target instanceof HTMLInputElement) || target.type !== "checkbox") return;
    const isAll = !target.matches(boxes);
    tick((box) => (isAll ? target.checked : box.checked));
    forget();
  }

  function send(verdict: Verdict): boolean {
    const missing = commentMissing(selected, verdict, comment);
    setError(missing);
    if (missing === null) void decide(selected, verdict, comment);
    return missing === null;
  }

  return (
    <>
      <div ref={list} onChange={onChange}>
        {children}
      </div>
      <div ref={outcome} role="status" tabIndex={-1} className="outline-none">
        <Answers answers={answers} requestsHref={requestsHref} />
        {gone.length > 0 ? <p className="mt-3 text-sm">{goneText(gone)}</p> : null}
      </div>
      {selected.length > 0 ? (
        <BulkBar
          selected={selected}
          comment={comment}
          onCommentChange={setComment}
          error={error}
          running={running}
          onSend={send}
          onClear={() => tick(() => false)}
        />
      ) : null}
    </>
  );
}

const tones = { sending: "waiting", done: "running", refused: "failed" } as const;

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
