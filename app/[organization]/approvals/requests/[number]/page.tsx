import type { Metadata } from "next";
import { RequestReview } from "@/components/approvals/request-review";
import { Page } from "@/components/console/page";
import { numberParameter } from "@/lib/approvals/input-list";
import { loadReview } from "@/lib/approvals/loaders-review";
import { refusal } from "@/lib/kernel/refusal";
import { refused } from "@/lib/kernel/result";
import { openPage } from "@/lib/transport/page";
import { addCommentAction, castVoteAction, overrideRequestAction } from "./actions";

export async function generateMetadata({
  params,
}: PageProps<"/[organization]/approvals/requests/[number]">): Promise<Metadata> {
  return { title: `Request ${(await params).number}` };
}

/** A request's own page: where every link and every mail leads. Opening it changes nothing. */
export default async function RequestPage({
  params,
}: PageProps<"/[organization]/approvals/requests/[number]">) {
  const { organization, number } = await params;
  const asked = numberParameter.safeParse(number);
  const { view } = await openPage(organization, async (caller) =>
    asked.success ? loadReview(caller, asked.data) : refused(refusal("not_found")),
  );
  const approvals = `/${organization}/approvals`;
  const list = view.isOpen
    ? { label: "Pending", href: `${approvals}/pending` }
    : { label: "History", href: `${approvals}/history` };
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
        overrideAction={overrideRequestAction.bind(null, organization)}
      />
    </Page>
  );
}
