"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Notice } from "@/components/console/notice";
import { useAction } from "@/components/ui/use-action";
import { DecisionForm } from "./decision-form";
import type { RequestReviewView, VoteAction, VoteActionInput } from "./review-views";
import { UnsentText } from "./unsent-text";

interface DecisionAreaProps {
  request: Pick<RequestReviewView, "number" | "isOpen" | "decision" | "cannotDecide" | "endedMeanwhile">;
  voteAction: VoteAction;
  /** Where the panel leads once the vote is in: the list without it, so that Back cannot reopen a decided request. */
  afterHref: string | undefined;
  level: 2 | 3;
}

/**
 * The viewer's decision for as long as they look at the request. When somebody else ends or moves it meanwhile, the
 * buttons go, it is said why, and a comment that was typed stays to be copied.
 */
export function DecisionArea({ request, voteAction, afterHref, level }: DecisionAreaProps) {
  const { number, isOpen, decision, cannotDecide, endedMeanwhile } = request;
  const router = useRouter();
  const [before] = useState({ isOpen, isAsked: decision !== null });
  const [comment, setComment] = useState("");
  const [hasDecided, setDecided] = useState(false);
  const { run, isPending, failure } = useAction<VoteActionInput>(voteAction, () => {
    setDecided(true);
    setComment("");
    if (afterHref) router.replace(afterHref as Parameters<typeof router.replace>[0], { scroll: false });
  });
  const isSpent = decision === null && !isPending;
  const movedOn = isOpen && before.isAsked && !hasDecided ? "This moved on: it waits for you no more." : null;
  const news = isSpent ? (before.isOpen && !isOpen ? endedMeanwhile : movedOn) : null;
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <>
      <div aria-live="polite" className={news || (isSpent && comment) ? "grid gap-2" : "sr-only"}>
        {news ? <Notice>{news}</Notice> : null}
        {isSpent ? <UnsentText text={comment} what="comment" /> : null}
      </div>
      {decision ? (
        // Below the two-column width the decision comes last and sticks to the bottom edge.
        <section className="sticky bottom-0 z-10 order-last -mx-4 border-t border-border bg-surface px-4 py-3 @3xl:static @3xl:order-none @3xl:mx-0 @3xl:rounded-panel @3xl:border @3xl:py-3.5">
          <Heading className="sr-only text-sm font-semibold @3xl:not-sr-only @3xl:mb-2.5">
            Your decision
          </Heading>
          <DecisionForm
            decision={decision}
            comment={comment}
            onCommentChange={setComment}
            onDecide={(input) => run({ number, comment, ...input })}
            isPending={isPending}
            failure={failure}
          />
        </section>
      ) : null}
      {decision === null && cannotDecide && !news ? <Notice>{cannotDecide}</Notice> : null}
    </>
  );
}
