import { redirect } from "next/navigation";
import { RequestReview } from "@/components/approvals/request-review";
import { ReviewPanel } from "@/components/approvals/review-panel";
import { loadReview } from "@/lib/approvals/loaders-review";
import { pageCaller } from "@/lib/transport/page";
import { addCommentAction, castVoteAction, overrideRequestAction } from "./requests/[number]/actions";

interface ReviewBesideProps {
  organization: string;
  number: number;
  /** The list without the panel. */
  closeHref: string;
  /** Pending shows only open ones: a decided one leads back to the list, so that Back never reopens it. */
  onlyOpen?: boolean;
}

/** Review Details beside a list. A number that does not exist for the viewer leaves the list as it is. */
export async function ReviewBeside({ organization, number, closeHref, onlyOpen = true }: ReviewBesideProps) {
  const caller = await pageCaller(organization);
  const found = await loadReview(caller, number);
  if (!found.ok || (onlyOpen && !found.value.isOpen)) redirect(closeHref as Parameters<typeof redirect>[0]);
  return (
    <ReviewPanel
      key={number}
      number={number}
      closeHref={closeHref}
      pageHref={`/${organization}/approvals/requests/${number}`}
    >
      <RequestReview
        request={found.value}
        voteAction={castVoteAction.bind(null, organization)}
        commentAction={addCommentAction.bind(null, organization)}
        overrideAction={overrideRequestAction.bind(null, organization)}
        panelCloseHref={closeHref}
      />
    </ReviewPanel>
  );
}
