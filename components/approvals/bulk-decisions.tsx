"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { type ChangeEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { StatusDot } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import { type BulkAnswer, type BulkItem, commentMissing, type Verdict } from "./bulk-answers";
import type { VoteAction } from "./review-views";
import { useBulkVotes } from "./use-bulk-votes";

interface BulkDecisionsProps {
  items: BulkItem[];
  voteAction: VoteAction;
  /** Where requests' pages are: a number completes it. */
  requestsHref: string;
  /** The list, whose boxes are named `select`; the one over all of them has no value. */
  children: ReactNode;
}

const boxes = "tbody input[name=select]";

/** The box over all of them: ticked when all are, and neither when some are. */
function showOverall(list: HTMLElement | null): void {
  const all = [...(list?.querySelectorAll<HTMLInputElement>(boxes) ?? [])];
  const ticked = all.filter(({ checked }) => checked).length;
  const overall = list?.querySelector<HTMLInputElement>("thead input[name=select]");
  if (!overall) return;
  overall.checked = ticked > 0 && ticked === all.length;
  overall.indeterminate = ticked > 0 && ticked < all.length;
}

/** Select several and decide them together. The boxes are plain ones of the list; this listens to them all. */
export function BulkDecisions({ items, voteAction, requestsHref, children }: BulkDecisionsProps) {
  const list = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<number[]>([]);
  const [comment, setComment] = useState("");
  const [error, setError] = useState<string | null>(null);
  const { answers, running, decide, forget } = useBulkVotes(voteAction);
  const selected = items.filter(({ number }) => picked.includes(number));

  function tick(isTicked: (box: HTMLInputElement) => boolean): void {
    const all = [...(list.current?.querySelectorAll<HTMLInputElement>(boxes) ?? [])];
    for (const box of all) box.checked = isTicked(box);
    setPicked(all.filter(({ checked }) => checked).map(({ value }) => Number(value)));
    showOverall(list.current);
  }

  // Rows go as they are decided, here or elsewhere, and the focus with the bar below them.
  useEffect(() => {
    if (items.length > 0) showOverall(list.current);
    if (answers.length > 0 && document.activeElement === document.body) outcome.current?.focus();
  }, [items, answers]);

  function onChange({ target }: ChangeEvent<HTMLElement>): void {
    if (!(target instanceof HTMLInputElement) || target.name !== "select") return;
    const isAll = !target.matches(boxes);
    tick((box) => (isAll ? target.checked : box.checked));
    forget();
  }

  function send(verdict: Verdict): void {
    const missing = commentMissing(selected, verdict, comment);
    setError(missing);
    if (missing === null) void decide(selected, verdict, comment);
  }

  return (
    <>
      <div ref={list} onChange={onChange}>
        {children}
      </div>
      <div ref={outcome} role="status" tabIndex={-1} className="outline-none">
        <Answers answers={answers} requestsHref={requestsHref} />
      </div>
      {selected.length > 0 ? (
        <section
          aria-label="Decide the selected requests"
          className="sticky bottom-0 z-10 mt-3 grid gap-3 rounded-panel border border-border bg-surface p-3 md:grid-cols-[minmax(0,1fr)_auto] md:items-end"
        >
          <TextField
            name="comment"
            value={comment}
            onChange={setComment}
            isInvalid={error !== null}
            isRequired={selected.some(({ needsComment }) => needsComment.approve)}
            validationBehavior="aria"
          >
            <Label>Comment for all {selected.length}</Label>
            <TextArea rows={1} className="field-sizing-content max-h-40" />
            <FieldError>{error}</FieldError>
          </TextField>
          <div className="flex flex-wrap gap-2">
            <BulkButton verdict="approve" running={running} count={selected.length} onPress={send} />
            <BulkButton verdict="reject" running={running} count={selected.length} onPress={send} />
            <Button variant="ghost" isDisabled={running !== null} onPress={() => tick(() => false)}>
              Clear
            </Button>
          </div>
        </section>
      ) : null}
    </>
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
            prefetch={false}
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
