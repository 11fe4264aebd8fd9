import type { Metadata } from "next";
import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { HistoryTable } from "@/components/approvals/history-table";
import { PendingScopes } from "@/components/approvals/pending-scopes";
import { EmptyState } from "@/components/console/empty-state";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { closedStates } from "@/lib/approvals/core/vocabulary";
import { loadHistory } from "@/lib/approvals/loaders-history";
import { openPage } from "@/lib/transport/page";

export const metadata: Metadata = { title: "History" };

const parameters = { state: parseAsStringLiteral(closedStates), cursor: parseAsString };
const readParameters = createLoader(parameters);
const query = createSerializer(parameters);
const pageSize = 50;

const labels = {
  approved: "Approved",
  rejected: "Rejected",
  cancelled: "Cancelled",
  expired: "Expired",
  superseded: "Superseded",
} as const;

/** Approvals > History: every request that is no longer open, newest first. A row leads to the request's page. */
export default async function HistoryPage({
  params,
  searchParams,
}: PageProps<"/[organization]/approvals/history">) {
  const { organization } = await params;
  const { state, cursor } = await readParameters(searchParams);
  const { view } = await openPage(organization, (caller) =>
    loadHistory(caller, {
      filter: { state: state ?? "closed" },
      cursor: cursor ?? undefined,
      limit: pageSize,
    }),
  );
  const base = `/${organization}/approvals`;
  const here = `${base}/history`;
  const rows = view.items.map((row) => ({ ...row, href: `${base}/requests/${row.number}` }));
  const scopes = [null, ...closedStates].map((name) => ({
    label: name === null ? "All" : labels[name],
    href: `${here}${query({ state: name })}`,
    isActive: name === state,
    count: null,
  }));
  return (
    <Page breadcrumbs={[{ label: "Approvals", href: `${base}/pending` }, { label: "History" }]}>
      <PageHeader
        title="History"
        subtitle="Every request that is no longer open, newest first."
        aside={<PendingScopes label="State" scopes={scopes} />}
      />
      {rows.length > 0 ? (
        <HistoryTable
          rows={rows}
          newerHref={cursor === null ? null : `${here}${query({ state })}`}
          olderHref={view.nextCursor === null ? null : `${here}${query({ state, cursor: view.nextCursor })}`}
        />
      ) : (
        <EmptyState title={state === null ? "No request has been decided yet" : `No request was ${state}`}>
          Approved, rejected, cancelled, expired and superseded requests are kept here for good.
        </EmptyState>
      )}
    </Page>
  );
}
