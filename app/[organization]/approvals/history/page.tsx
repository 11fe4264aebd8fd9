import type { Metadata } from "next";
import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { HistoryExport } from "@/components/approvals/history-export";
import { HistoryFilters } from "@/components/approvals/history-filters";
import { type HistoryRow, HistoryTable } from "@/components/approvals/history-table";
import { PendingScopes } from "@/components/approvals/pending-scopes";
import { EmptyState } from "@/components/console/empty-state";
import { Page } from "@/components/console/page";
import { PageHeader } from "@/components/console/page-header";
import { packRows } from "@/components/ui/packed-rows";
import { historyStates } from "@/lib/approvals/core/vocabulary";
import { historyFilter } from "@/lib/approvals/input-list";
import { loadHistory } from "@/lib/approvals/loaders-history";
import { loadHistoryChoices } from "@/lib/approvals/loaders-history-choices";
import { ok } from "@/lib/kernel/result";
import { openPage } from "@/lib/transport/page";

export const metadata: Metadata = { title: "History" };

const parameters = {
  state: parseAsStringLiteral(historyStates),
  project: parseAsString,
  component: parseAsString,
  environment: parseAsString,
  person: parseAsString,
  from: parseAsString,
  until: parseAsString,
  q: parseAsString,
  cursor: parseAsString,
};
const readParameters = createLoader(parameters);
const query = createSerializer(parameters);
const pageSize = 50;

const labels = {
  approved: "Approved",
  rejected: "Rejected",
  cancelled: "Cancelled",
  expired: "Expired",
  superseded: "Superseded",
  overridden: "Overridden",
} as const;

type Asked = Awaited<ReturnType<typeof readParameters>>;

/** What of an address is a filter: a field that means nothing narrows nothing. */
function narrowingOf({ cursor: _, ...asked }: Asked): Omit<Asked, "cursor"> {
  const fits = (name: keyof typeof asked) => historyFilter.shape[name].safeParse(asked[name]).success;
  const kept = Object.entries(asked).map(([name, value]) => [
    name,
    fits(name as keyof typeof asked) ? value : null,
  ]);
  return Object.fromEntries(kept);
}

/** Approvals > History: every request that is no longer open, newest first. A row leads to the request's page. */
export default async function HistoryPage({
  params,
  searchParams,
}: PageProps<"/[organization]/approvals/history">) {
  const { organization } = await params;
  const asked = await readParameters(searchParams);
  const narrowing = narrowingOf(asked);
  const { state, ...others } = narrowing;
  const filter = historyFilter.parse(
    Object.fromEntries(Object.entries(narrowing).filter(([, value]) => value !== null)),
  );
  const { view } = await openPage(organization, async (caller) => {
    const page = await loadHistory(caller, { filter, cursor: asked.cursor ?? undefined, limit: pageSize });
    return page.ok ? ok({ ...page.value, choices: await loadHistoryChoices(caller, filter) }) : page;
  });
  const choices = {
    projects: packRows(view.choices.projects),
    components: packRows(view.choices.components),
    environments: packRows(view.choices.environments),
  };
  const base = `/${organization}/approvals`;
  const here = `${base}/history`;
  const rows = view.items.map((row) => ({
    ...row,
    openedAt: row.openedAt.getTime(),
    closedAt: row.closedAt.getTime(),
  }));
  const scopes = [null, ...historyStates].map((name) => ({
    label: name === null ? "All" : labels[name],
    href: `${here}${query({ ...others, state: name })}`,
    isActive: name === state,
    count: null,
  }));
  const isNarrowed = Object.values(others).some((value) => value !== null);
  return (
    <Page breadcrumbs={[{ label: "Approvals", href: `${base}/pending` }, { label: "History" }]}>
      <PageHeader
        title="History"
        subtitle="Every request that is no longer open, newest first."
        aside={<PendingScopes label="State" scopes={scopes} />}
      />
      <HistoryFilters here={here} values={filter} choices={choices} />
      {rows.length > 0 ? (
        <>
          <HistoryTable
            requests={packRows<HistoryRow>(rows)}
            requestsHref="requests/"
            newerHref={asked.cursor === null ? null : `${here}${query(narrowing)}`}
            olderHref={
              view.nextCursor === null ? null : `${here}${query({ ...narrowing, cursor: view.nextCursor })}`
            }
          />
          <HistoryExport href={`/api/console/${organization}/history-export`} query={query(narrowing)} />
        </>
      ) : isNarrowed ? (
        <EmptyState title="No closed request fits these filters">
          Widen them, or clear them to see every request that is no longer open.
        </EmptyState>
      ) : (
        <EmptyState title={state === null ? "No request has been decided yet" : `No request was ${state}`}>
          Approved, rejected, cancelled, expired and superseded requests are kept here for good.
        </EmptyState>
      )}
    </Page>
  );
}
