"use client";

import dynamic from "next/dynamic";
import { useParams, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { announce } from "@/components/console/announcements";
import { Notice } from "@/components/console/notice";
import { useStoredDraft } from "@/components/console/stored-draft";
import { useAction } from "@/components/ui/use-action";
import { DecisionForm } from "./decision-form";
import type { NextReview } from "./next-review";
import type { RequestReviewView, VoteAction, VoteActionInput, VoteOutcome } from "./review-views";
import { isSame, seenIn } from "./seen";

/** Loaded where others decide meanwhile. */
const ChangedNotice = dynamic(() => import("./changed-notice").then(({ ChangedNotice }) => ChangedNotice));
const EndedNotice = dynamic(() => import("./ended-notice").then(({ EndedNotice }) => EndedNotice));

interface DecisionAreaProps {
  request: Pick<RequestReviewView, "number" | "isOpen" | "decision" | "cannotDecide" | "endedMeanwhile">;
  voteAction: VoteAction;
  after: AfterDecision | undefined;
  level: 2 | 3;
}

/**
 * Where the decision leads once the server has it: to the next request, or to the list, which says that all is done.
 * It replaces the address, so that Back cannot reopen a decided request.
 */
export interface AfterDecision {
  next: NextReview | null;
  href: string;
  /** A page of its own begins at its top; the list beside a panel stays where it is. */
  scroll: boolean;
}

/** What became of a request that makes way for the next one. */
function outcomeWords(number: number, outcome: VoteOutcome | undefined) {
  if (outcome?.state === "approved")
    return { tone: "running" as const, text: `Request ${number} is approved.` };
  if (outcome?.state === "rejected")
    return { tone: "failed" as const, text: `Request ${number} is rejected.` };
  return {
    tone: "waiting" as const,
    text: `Your decision on request ${number} counts. It waits for others.`,
  };
}

function nextWords({ next }: AfterDecision): string {
  return next ? `Next: ${next.label}, request ${next.number}.` : "Next: back to the list.";
}

/**
 * The viewer's decision for as long as they look at the request. When somebody else ends or moves it meanwhile, the
 * buttons go, it is said why, and a comment that was typed stays to be copied. It also outlives a closed panel, a reload
 * and Back.
 */
export function DecisionArea({ request, voteAction, after, level }: DecisionAreaProps) {
  const { number, isOpen, decision, cannotDecide, endedMeanwhile } = request;
  const router = useRouter();
  const [before] = useState({ isOpen, isAsked: decision !== null });
  const { organization } = useParams();
  const [comment, setComment] = useStoredDraft(`decision ${organization} ${number}`);
  const [hasDecided, setDecided] = useState(false);
  // What the vote is for: what was asked when the viewer opened it, until they say that they have looked again.
  const [looked, setLooked] = useState(decision?.seen);
  const { run, isPending, failure, clear } = useAction<VoteActionInput, VoteOutcome>(
    voteAction,
    (outcome) => {
      // Shown at once; the page, or the next one, follows.
      setDecided(true);
      setComment("");
      if (!after) return;
      announce(outcomeWords(number, outcome));
      router.replace(after.href as Parameters<typeof router.replace>[0], { scroll: after.scroll });
    },
  );
  // Somebody was quicker, and the news of it has not come: the page says who, and what it came to.
  const isClosed = failure?.code === "request_closed";
  useEffect(() => {
    if (isClosed) router.refresh();
  }, [isClosed, router]);
  const isSpent = decision === null && !isPending;
  const movedOn = isOpen && before.isAsked && !hasDecided ? "This moved on: it waits for you no more." : null;
  const news = isSpent ? (before.isOpen && !isOpen ? endedMeanwhile : movedOn) : null;
  const asked = seenIn(failure) ?? decision?.seen;
  const seen = looked ?? decision?.seen;
  function goOn() {
    setLooked(asked);
    clear();
    router.refresh();
  }
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <>
      {/* Where the buttons were: on a phone whoever pressed one as they went would not see it anywhere else. */}
      <div
        aria-live="polite"
        className={
          news || (isSpent && comment)
            ? "sticky bottom-2 z-10 order-last grid gap-2 @3xl:static @3xl:order-none"
            : "sr-only"
        }
      >
        {news || (isSpent && comment) ? (
          <EndedNotice news={news} after={after} unsent={isSpent ? comment : ""} />
        ) : null}
      </div>
      {decision ? (
        // Below the two-column width the decision comes last and sticks to the bottom edge, where that leaves room to read.
        <section className="sticky bottom-0 z-10 order-last -mx-4 [@media(max-height:30rem)]:static border-t border-border bg-surface px-4 py-3 @3xl:static @3xl:order-none @3xl:mx-0 @3xl:rounded-panel @3xl:border @3xl:py-3.5">
          <Heading className="sr-only text-sm font-semibold @3xl:not-sr-only @3xl:mb-2.5">
            Your decision
          </Heading>
          {seen && asked && !isPending && !isSame(seen, asked) ? (
            <ChangedNotice seen={seen} now={asked} isRefused={seenIn(failure) !== null} onGoOn={goOn} />
          ) : null}
          <DecisionForm
            decision={decision}
            comment={comment}
            onCommentChange={setComment}
            onDecide={(input) => run({ number, comment, seen: seen ?? decision.seen, ...input })}
            isPending={isPending}
            isTaken={hasDecided}
            failure={failure}
            next={after ? nextWords(after) : null}
          />
        </section>
      ) : null}
      {decision === null && cannotDecide && !news ? <Notice>{cannotDecide}</Notice> : null}
    </>
  );
}
