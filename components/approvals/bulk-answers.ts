import type { ActionResult } from "@/components/ui/action-result";
import { nextReview } from "./next-review";
import type { PendingRow } from "./pending-table";
import type { VoteOutcome } from "./review-views";
import { wholeFingerprint } from "./short-fingerprint";

export interface BulkItem {
  number: number;
  /** "cart #6 to Production" */
  label: string;
  seen: { step: string; fingerprint: string };
  needsComment: { approve: boolean; reject: boolean };
}

/** What the box of a row selects; nothing where the viewer may not decide. */
export function bulkItems(row: PendingRow): BulkItem[] {
  const { number, step, fingerprint, needsComment } = row;
  if (step === null || fingerprint === null || needsComment === null) return [];
  return [
    {
      number,
      label: nextReview(row, "").label,
      seen: { step, fingerprint: wholeFingerprint(fingerprint) },
      needsComment,
    },
  ];
}

/** Whether both ask for the same vote: a request that has gone on to its next step asks for another one. */
export function isSameVote(one: BulkItem, other: BulkItem): boolean {
  const { step, fingerprint } = other.seen;
  return one.number === other.number && one.seen.step === step && one.seen.fingerprint === fingerprint;
}

export type Verdict = "approve" | "reject";

/** What became of one of several decisions; each has its own. */
export interface BulkAnswer {
  number: number;
  label: string;
  tone: "waiting" | "approved" | "rejected" | "refused";
  text: string;
}

export function sending({ number, label }: BulkItem, verdict: Verdict): BulkAnswer {
  return { number, label, tone: "waiting", text: verdict === "approve" ? "Approving…" : "Rejecting…" };
}

export function answered(
  { number, label }: BulkItem,
  verdict: Verdict,
  result: ActionResult<VoteOutcome>,
): BulkAnswer {
  if (!result.ok) return { number, label, tone: "refused", text: result.message };
  const state = result.value?.state;
  if (state === "approved") return { number, label, tone: state, text: "Approved" };
  if (state === "rejected") return { number, label, tone: state, text: "Rejected" };
  const vote = verdict === "approve" ? "approval" : "rejection";
  return { number, label, tone: "waiting", text: `Your ${vote} counts; others still decide` };
}

/** Whatever was answered by nobody says nothing about the next one: the rest is not sent. */
export function endsBulk(result: ActionResult<VoteOutcome>): boolean {
  return !result.ok && ["unreachable", "outdated_page", "signed_out", "defect"].includes(result.code);
}

/**
 * Whether what is selected now has nothing to do with what was answered last: then its comment was said, and must not
 * end up on the record of other requests. What was refused may be sent again with it.
 */
export function isAnotherBatch(answers: BulkAnswer[], selected: number[]): boolean {
  const refused = answers.filter(({ tone }) => tone === "refused").map(({ number }) => number);
  return answers.length > 0 && !selected.some((number) => refused.includes(number));
}

/** Of what was selected, something has left the list: decided or taken back by somebody else, or filtered away. */
export function goneText(numbers: number[]): string {
  const list = new Intl.ListFormat("en").format(numbers.map(String));
  return numbers.length === 1
    ? `Request ${list}, which you selected, is no longer in this list.`
    : `Requests ${list}, which you selected, are no longer in this list.`;
}

/** Why nothing can be sent yet: some of these want a comment; null when none is missing. */
export function commentMissing(items: BulkItem[], verdict: Verdict, comment: string): string | null {
  const asking = items.filter(({ needsComment }) => needsComment[verdict]).map(({ number }) => number);
  if (asking.length === 0 || comment.trim() !== "") return null;
  const list = new Intl.ListFormat("en").format(asking.map(String));
  return `Write a comment: ${asking.length === 1 ? "request" : "requests"} ${list} ${asking.length === 1 ? "wants" : "want"} one to ${verdict}.`;
}
