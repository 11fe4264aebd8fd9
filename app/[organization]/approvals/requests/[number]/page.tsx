import type { Metadata } from "next";
import { createLoader, parseAsStringLiteral } from "nuqs/server";
import { NextNotice } from "@/components/approvals/next-notice";
import { nextReview } from "@/components/approvals/next-review";
import { RequestReview } from "@/components/approvals/request-review";
import { ReviewKeys } from "@/components/approvals/review-keys";
import { Page } from "@/components/console/page";
import { numberParameter } from "@/lib/approvals/input-list";
import { loadNextToDecide } from "@/lib/approvals/loaders-pending";
import { loadReview } from "@/lib/approvals/loaders-review";
import { refusal } from "@/lib/kernel/refusal";
import { refused } from "@/lib/kernel/result";
import { openPage } from "@/lib/transport/page";
import {
  addCommentAction,
  cancelRequestAction,
  castVoteAction,
  overrideRequestAction,
  remindApproversAction,
  revokeApprovalAction,
} from "./actions";

export async function generateMetadata({
  params,
}: PageProps<"/[organization]/approvals/requests/[number]">): Promise<Metadata> {
  return { title: `Request ${(await params).number}` };
}

/** `go=next`: opened from the list, so that deciding leads on to the next one. A mail's link stays and shows the outcome. */
const readParameters = createLoader({ go: parseAsStringLiteral(["next"]) });

/** A request's own page: where every link and every mail leads. Opening it changes nothing. */
export default async function RequestPage({
  params,
  searchParams,
}: PageProps<"/[organization]/approvals/requests/[number]">) {
  const { organization, number } = await params;
  const { go } = await readParameters(searchParams);
  const asked = numberParameter.safeParse(number);
  const { caller, view } = await openPage(organization, async (caller) =>
    asked.success ? loadReview(caller, asked.data) : refused(refusal("not_found")),
  );
  const approvals = `/${organization}/approvals`;
  const list = view.isOpen
    ? { label: "Pending", href: `${approvals}/pending` }
    : { label: "History", href: `${approvals}/history` };
  const goesOn = go !== null || view.decision !== null || view.hasJustDecided;
  const row = goesOn ? await loadNextToDecide(caller, view.number) : null;
  const next = row && nextReview(row, `${approvals}/requests/${row.number}?go=next`);
  const after = { next, href: next?.href ?? `${approvals}/pending?done=1`, scroll: true };
  return (
    <Page
      breadcrumbs={[
        { label: "Approvals", href: `${approvals}/pending` },
        list,
        { label: `Request ${view.number}` },
      ]}
    >
      <RequestReview
        request={view}
        voteAction={castVoteAction.bind(null, organization)}
        commentAction={addCommentAction.bind(null, organization)}
        after={go === null ? undefined : after}
        overrideAction={overrideRequestAction.bind(null, organization)}
        revokeAction={revokeApprovalAction.bind(null, organization)}
        remindAction={remindApproversAction.bind(null, organization)}
        cancelAction={cancelRequestAction.bind(null, organization)}
        afterDecision={
          view.hasJustDecided && view.decision === null ? (
            <NextNotice next={next} historyHref={`${approvals}/history`} />
          ) : null
        }
      />
      {view.decision ? <ReviewKeys /> : null}
    </Page>
  );
}
