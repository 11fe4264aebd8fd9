import type { Metadata } from "next";
import dynamic from "next/dynamic";
import { BulkDecisions } from "@/components/approvals/bulk-decisions";
import { MyRequests } from "@/components/approvals/my-requests";
import { following, nextReview } from "@/components/approvals/next-review";
import { PendingFilters } from "@/components/approvals/pending-filters";
import { PendingScopes } from "@/components/approvals/pending-scopes";
import { type PendingRow, PendingTable } from "@/components/approvals/pending-table";
import { ReviewKeys } from "@/components/approvals/review-keys";
import { shortFingerprint } from "@/components/approvals/short-fingerprint";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { packRows } from "@/components/ui/packed-rows";
import { loadPendingPage } from "@/lib/approvals/loaders-mine";
import { loadPendingChoices, type PendingScope, pendingScopes } from "@/lib/approvals/loaders-pending";
import { openPage } from "@/lib/transport/page";
import { cancelRequestAction, castVoteAction, remindApproversAction } from "../requests/[number]/actions";
import { filterViews, pendingQuery, readPendingAddress } from "./address";
import { NothingPending } from "./nothing-pending";
import { scopeLabels } from "./scope-labels";

/** What it is made of is loaded by whoever opens one. */
const ReviewBeside = dynamic(() => import("../review-beside").then(({ ReviewBeside }) => ReviewBeside));

export const metadata: Metadata = { title: "Pending" };

/** Approvals > Pending, nearest deadline first. The panel beside the list is `?review=42`. */
export default async function PendingPage({
  params,
  searchParams,
}: PageProps<"/[organization]/approvals/pending">) {
  const { organization } = await params;
  const address = await readPendingAddress(searchParams);
  const { scope, project, environment, workflow, cursor, review } = address;
  const { caller, view } = await openPage(organization, (caller) =>
    loadPendingPage(caller, {
      scope,
      filter: {
        project: project ?? undefined,
        environment: environment ?? undefined,
        workflow: workflow ?? undefined,
      },
      cursor: cursor ?? undefined,
    }),
  );
  const approvals = `/${organization}/approvals`;
  const pending = `${approvals}/pending`;
  const narrowed = { scope, project, environment, workflow };
  const here = { ...narrowed, cursor };
  const panel = (number: number) => pendingQuery({ ...here, review: number });
  const later = view.nextCursor && `${pending}${pendingQuery({ ...narrowed, cursor: view.nextCursor })}`;
  const paging = {
    firstHref: cursor === null ? null : `${pending}${pendingQuery(narrowed)}`,
    laterHref: later,
  };
  const rows = view.rows.map(({ bulk, ...row }) => ({
    ...row,
    requestedAt: row.requestedAt.getTime(),
    decideBy: row.decideBy?.getTime() ?? null,
    step: bulk?.seen.step ?? null,
    fingerprint: bulk && shortFingerprint(bulk.seen.fingerprint),
    needsComment: bulk?.needsComment ?? null,
  }));
  const requests = packRows<PendingRow>(rows);
  const isNarrowed = (project ?? environment ?? workflow) !== null;
  const next = review === null ? null : following(rows, review);
  return (
    <Page breadcrumbs={[{ label: "Approvals", href: pending }, { label: "Pending" }]}>
      <PageHeader
        title="Pending"
        subtitle={
          isNarrowed
            ? subtitleOf(scope, null)
            : subtitleOf(scope, countOf(rows.length, view.nextCursor, cursor))
        }
        aside={<PendingScopes label="Which requests" scopes={scopesOf(pending, scope)} />}
      />
      {rows.length > 0 || isNarrowed ? (
        <div className="mb-3 empty:hidden">
          <PendingFilters
            here={`${pending}${pendingQuery(narrowed)}`}
            filters={filterViews(address, await loadPendingChoices(caller))}
          />
        </div>
      ) : null}
      <BulkDecisions
        requests={requests}
        voteAction={castVoteAction.bind(null, organization)}
        requestsHref={`${approvals}/requests`}
      >
        {view.mine && view.mine.length > 0 ? (
          <MyRequests
            rows={view.mine.map((row) => ({ ...row, href: `${approvals}/requests/${row.number}?go=next` }))}
            remindAction={remindApproversAction.bind(null, organization)}
            cancelAction={cancelRequestAction.bind(null, organization)}
            {...paging}
          />
        ) : rows.length > 0 ? (
          <PendingTable
            requests={requests}
            hrefs={{ panel: panel(0).slice(0, -1), page: `${approvals}/requests/` }}
            isSelectable={scope === "me"}
            openNumber={review}
            caption={`Open requests, nearest deadline first: ${scopeLabels[scope]}`}
            {...paging}
          />
        ) : (
          <NothingPending
            scope={scope}
            isDone={address.done !== null}
            allHref={isNarrowed ? `${pending}${pendingQuery({ scope })}` : null}
            organization={organization}
          />
        )}
      </BulkDecisions>
      {scope !== "mine" && rows.length > 0 ? <ReviewKeys /> : null}
      {review === null ? null : (
        <ReviewBeside
          organization={organization}
          number={review}
          closeHref={`${pending}${pendingQuery(here)}`}
          next={next && nextReview(next, `${pending}${panel(next.number)}`)}
          doneHref={`${pending}${pendingQuery({ ...narrowed, done: "1" })}`}
        />
      )}
    </Page>
  );
}

function scopesOf(pending: string, scope: PendingScope) {
  return pendingScopes.map((name) => ({
    label: scopeLabels[name],
    href: `${pending}${pendingQuery({ scope: name })}`,
    isActive: name === scope,
    count: null,
  }));
}

/** How many there are, where one page shows them all; else null. */
function countOf(shown: number, nextCursor: string | null, cursor: string | null): number | null {
  return nextCursor === null && cursor === null ? shown : null;
}

function subtitleOf(scope: PendingScope, count: number | null): string {
  if (count === null) return "Nearest deadline first.";
  const requests = count === 1 ? "1 request" : `${count} requests`;
  const verb = count === 1 ? "waits" : "wait";
  if (scope === "me")
    return count === 0 ? "No request waits for your decision." : `${requests} ${verb} for your decision.`;
  if (scope === "mine")
    return count === 0 ? "None of your requests is open." : `${requests} of yours ${verb} for others.`;
  return count === 0 ? "No request is open." : `${requests} ${verb} for a decision.`;
}
