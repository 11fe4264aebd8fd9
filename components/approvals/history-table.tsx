"use client";

import { RelativeTime } from "@/components/console/relative-time";
import { StatusDot, type StatusTone } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import { type Packed, unpackRows } from "@/components/ui/packed-rows";
import { PageLinks } from "@/components/ui/page-links";
import { StackingTable } from "@/components/ui/stacking-table";

export interface HistoryRow {
  number: number;
  /** "checkout #47" */
  resource: string;
  /** "Promote to Production" */
  action: string;
  /** "Production, version 3" */
  profile: string;
  requester: string;
  /** Expired, cancelled, superseded and overridden are told apart from rejected. */
  status: { tone: StatusTone; label: string };
  /** Milliseconds since 1970. */
  openedAt: number;
  closedAt: number;
}

interface HistoryTableProps {
  requests: Packed<HistoryRow>;
  /** Where requests' pages are: a number completes it. */
  requestsHref: string;
  /** Cursors as addresses; null at the ends. */
  newerHref: string | null;
  olderHref: string | null;
}

const columns = ["Request", "Resource and action", "Profile", "Requester", "Status", "Opened", "Closed"];

function Row({ row, requestsHref }: { row: HistoryRow; requestsHref: string }) {
  const href = requestsHref + row.number;
  return (
    <tr>
      <th scope="row">
        <AppLink href={href}>
          <span>Request </span>
          {row.number}
        </AppLink>
      </th>
      <td>
        <AppLink href={href} tabIndex={-1}>
          {row.resource}
        </AppLink>
        <small>{row.action}</small>
      </td>
      <td>{row.profile}</td>
      <td>{row.requester}</td>
      <td>
        <StatusDot tone={row.status.tone}>{row.status.label}</StatusDot>
      </td>
      <td>
        <RelativeTime at={row.openedAt} />
      </td>
      <td>
        <RelativeTime at={row.closedAt} />
      </td>
    </tr>
  );
}

/** One client component for all rows: they come as data, and not a second time as what the server made of it. */
export function HistoryTable({ requests, requestsHref, newerHref, olderHref }: HistoryTableProps) {
  return (
    <>
      <StackingTable caption="Requests that are no longer open, newest first" columns={columns}>
        {unpackRows(requests).map((row) => (
          <Row key={row.number} row={row} requestsHref={requestsHref} />
        ))}
      </StackingTable>
      <PageLinks links={{ Newer: newerHref, Older: olderHref }} />
    </>
  );
}
