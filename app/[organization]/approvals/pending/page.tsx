import type { Metadata } from "next";
import { createLoader, createSerializer, parseAsInteger, parseAsStringLiteral } from "nuqs/server";
import { MyRequestsTable } from "@/components/approvals/my-requests-table";
import { PendingScopes } from "@/components/approvals/pending-scopes";
import { PendingTable } from "@/components/approvals/pending-table";
import { EmptyState } from "@/components/console/empty-state";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { loadPendingPage } from "@/lib/approvals/loaders-mine";
import { type PendingScope, pendingScopes } from "@/lib/approvals/loaders-pending";
import { openPage } from "@/lib/transport/page";
import { cancelRequestAction, remindApproversAction } from "../requests/[number]/actions";
import { ReviewBeside } from "../review-beside";

export const metadata: Metadata = { title: "Pending" };

const parameters = { scope: parseAsStringLiteral(pendingScopes).withDefault("me"), review: parseAsInteger };
const readParameters = createLoader(parameters);
const query = createSerializer(parameters);

const words: Record<PendingScope, { label: string; title: string; empty: string }> = {
  me: {
    label: "For me",
    title: "Nothing waits for you",
    empty: "Requests that you may decide appear here, and you get an e-mail for each.",
  },
  mine: {
    label: "Mine",
    title: "You have asked for nothing that is still open",
    empty: "Ask for a promotion on a component's Deploy page. Until it is decided it appears here.",
  },
  all: {
    label: "All open",
    title: "No request is open",
    empty: "Every open request that you may see appears here, whoever asked and whoever decides.",
  },
};

/** Approvals > Pending. The panel beside the list is `?review=42`. */
export default async function PendingPage({
  params,
  searchParams,
}: PageProps<"/[organization]/approvals/pending">) {
  const { organization } = await params;
  const { scope, review } = await readParameters(searchParams);
  const { view } = await openPage(organization, (caller) => loadPendingPage(caller, scope));
  const base = `/${organization}/approvals`;
  const here = `${base}/pending${query({ scope })}`;
  const hrefs = (number: number) => ({
    panelHref: `${base}/pending${query({ scope, review: number })}`,
    pageHref: `${base}/requests/${number}`,
  });
  const rows = view.rows.map((row) => ({ ...row, ...hrefs(row.number) }));
  const scopes = pendingScopes.map((name) => ({
    label: words[name].label,
    href: `${base}/pending${query({ scope: name })}`,
    isActive: name === scope,
    count: name === scope ? rows.length : null,
  }));
  return (
    <Page breadcrumbs={[{ label: "Approvals", href: `${base}/pending` }, { label: "Pending" }]}>
      <PageHeader
        title="Pending"
        subtitle={subtitleOf(scope, rows.length)}
        aside={<PendingScopes label="Which requests" scopes={scopes} />}
      />
      {view.mine && view.mine.length > 0 ? (
        <MyRequestsTable
          rows={view.mine.map((row) => ({ ...row, ...hrefs(row.number) }))}
          remindAction={remindApproversAction.bind(null, organization)}
          cancelAction={cancelRequestAction.bind(null, organization)}
        />
      ) : rows.length > 0 ? (
        <PendingTable rows={rows} caption={`Open requests: ${words[scope].label}`} />
      ) : (
        <EmptyState title={words[scope].title}>{words[scope].empty}</EmptyState>
      )}
      {review === null ? null : <ReviewBeside organization={organization} number={review} closeHref={here} />}
    </Page>
  );
}

function subtitleOf(scope: PendingScope, count: number): string {
  const requests = count === 1 ? "1 request" : `${count > 99 ? "99+" : count} requests`;
  const verb = count === 1 ? "waits" : "wait";
  if (scope === "me")
    return count === 0 ? "No request waits for your decision." : `${requests} ${verb} for your decision.`;
  if (scope === "mine")
    return count === 0 ? "None of your requests is open." : `${requests} of yours ${verb} for others.`;
  return count === 0 ? "No request is open." : `${requests} ${verb} for a decision.`;
}
