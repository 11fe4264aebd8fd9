"use client";

import { useState } from "react";
import { tryAction } from "@/components/ui/try-action";
import { answered, type BulkAnswer, type BulkItem, endsBulk, sending, type Verdict } from "./bulk-answers";
import type { VoteAction } from "./review-views";

/**
 * Several decisions, one after the other: each is a vote of its own, for what the list showed of that request, with its
 * own answer. Not a transition: every answer is shown as it comes.
 */
export function useBulkVotes(voteAction: VoteAction) {
  const [answers, setAnswers] = useState<BulkAnswer[]>([]);
  /** What was taken, until its row goes: its box is still ticked, and it is not sent again. */
  const [done, setDone] = useState<BulkItem[]>([]);
  const [running, setRunning] = useState<Verdict | null>(null);
  const put = (answer: BulkAnswer) =>
    setAnswers((all) => [...all.filter(({ number }) => number !== answer.number), answer]);

  async function decide(items: BulkItem[], verdict: Verdict, comment: string): Promise<void> {
    setRunning(verdict);
    setAnswers([]);
    for (const [index, item] of items.entries()) {
      put(sending(item, verdict));
      const { number, seen } = item;
      // The server finds the capacity; where there are several, its answer says that one has to be chosen.
      const vote = { number, decision: verdict, comment, requirement: null, onBehalfOf: null, seen };
      const result = await tryAction(voteAction, vote);
      put(answered(item, verdict, result));
      if (result.ok) setDone((all) => [...all, item]);
      if (!endsBulk(result)) continue;
      for (const { number: rest, label } of items.slice(index + 1))
        put({ number: rest, label, tone: "refused", text: "Not sent." });
      break;
    }
    setRunning(null);
  }

  return { answers, done, running, decide, forget: () => setAnswers([]) };
}
