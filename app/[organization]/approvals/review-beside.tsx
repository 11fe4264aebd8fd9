import { redirect } from "next/navigation";
import type { NextReview } from "@/components/approvals/next-review";
import { RequestReview } from "@/components/approvals/request-review";
import { ReviewPanel } from "@/components/approvals/review-panel";
import { loadReview } from "@/lib/approvals/loaders-review";
import { pageCaller } from "@/lib/transport/page";
import {
  addCommentAction,
  cancelRequestAction,
  castVoteAction,
  overrideRequestAction,
  remindApproversAction,
  revokeApprovalAction,
} from "./requests/[number]/actions";

interface ReviewBesideProps {
  organization: string;
  number: number;
  /** The list without the panel. */
  closeHref: string;
  /** What the list asks next; null when this is the last one. */
  next: NextReview | null;
  /** The list once its last one is decided. */
  doneHref: string;
}

/**
 * Review Details beside Pending. A number that does not exist for the viewer leaves the list as it is; one that was
 * decided leads back to it, so that Back never reopens it.
 */
export async function ReviewBeside(props: ReviewBesideProps) {
  const { organization, number, closeHref, next, doneHref } = props;
  const caller = await pageCaller(organization);
  const found = await loadReview(caller, number);
  if (!found.ok) redirect(closeHref as Parameters<typeof redirect>[0]);
  return (
    <ReviewPanel
      key={number}
      number={number}
      closeHref={closeHref}
      isOver={!found.value.isOpen}
      pageHref={`/${organization}/approvals/requests/${number}`}
    >
      <RequestReview
        request={found.value}
        voteAction={castVoteAction.bind(null, organization)}
        commentAction={addCommentAction.bind(null, organization)}
        isPanel
        after={{ next, href: next?.href ?? doneHref, scroll: false }}
        overrideAction={overrideRequestAction.bind(null, organization)}
        revokeAction={revokeApprovalAction.bind(null, organization)}
        remindAction={remindApproversAction.bind(null, organization)}
        cancelAction={cancelRequestAction.bind(null, organization)}
      />
    </ReviewPanel>
  );
}
