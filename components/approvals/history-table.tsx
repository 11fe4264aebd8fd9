import { RelativeTime } from "@/components/console/relative-time";
import { StatusDot, type StatusTone } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import { ButtonLink } from "@/components/ui/button-link";

export interface HistoryRow {
  number: number;
  /** The request's page. */
  href: string;
  /** "checkout #47" */
  resource: string;
  /** "Promote to Production" */
  action: string;
  /** "Production, version 3" */
  profile: string;
  requester: string;
  /** Expired, cancelled, superseded and overridden are told apart from rejected. */
  status: { tone: StatusTone; label: string };
  openedAt: Date | string;
  closedAt: Date | string;
}

interface HistoryTableProps {
  rows: HistoryRow[];
  /** Cursors as addresses; null at the ends. */
  newerHref: string | null;
  olderHref: string | null;
}

const columns = ["Request", "Resource and action", "Profile", "Requester", "Status", "Opened", "Closed"];

function Row({ row }: { row: HistoryRow }) {
  return (
    <tr>
      <th scope="row">
        <AppLink
          href={row.href}
          prefetch={false}
          className="inline-block min-w-8 py-1 font-medium underline-offset-4 hover:underline"
        >
          <span className="md:sr-only">Request </span>
          {row.number}
        </AppLink>
      </th>
      <td data-label="Resource, action">
        <span>
          <AppLink
            href={row.href}
            prefetch={false}
            tabIndex={-1}
            className="-my-0.5 inline-block py-0.5 font-medium underline-offset-4 hover:underline"
          >
            {row.resource}
          </AppLink>
          <span className="block text-muted">{row.action}</span>
        </span>
      </td>
      <td data-label="Profile">{row.profile}</td>
      <td data-label="Requester">{row.requester}</td>
      <td data-label="Status">
        <StatusDot tone={row.status.tone}>{row.status.label}</StatusDot>
      </td>
      <td data-label="Opened">
        <RelativeTime at={row.openedAt} className="text-muted" />
      </td>
      <td data-label="Closed">
        <RelativeTime at={row.closedAt} className="text-muted" />
      </td>
    </tr>
  );
}

export function HistoryTable({ rows, newerHref, olderHref }: HistoryTableProps) {
  return (
    <>
      <table className="stacking-table">
        <caption className="sr-only">Requests that are no longer open, newest first</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.number} row={row} />
          ))}
        </tbody>
      </table>
      {newerHref || olderHref ? (
        <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
          {newerHref ? <ButtonLink href={newerHref}>Newer</ButtonLink> : null}
          {olderHref ? <ButtonLink href={olderHref}>Older</ButtonLink> : null}
        </nav>
      ) : null}
    </>
  );
}
