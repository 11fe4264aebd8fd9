"use client";

import { RelativeTime } from "@/components/console/relative-time";
import { AppLink } from "@/components/ui/app-link";
import { type Packed, unpackRows } from "@/components/ui/packed-rows";
import { StackingTable } from "@/components/ui/stacking-table";
import { ListPages, type ListPagesProps } from "./list-pages";
import { RequirementProgress } from "./requirement-progress";

export interface PendingRow {
  number: number;
  /** "checkout", or who asks: "deploy-prod of run 812" */
  name: string;
  /** "#47" */
  tag: string | null;
  /** Null: it belongs to the organization. */
  project: string | null;
  /** From one environment to another; or (without `from`) what is to be done. */
  action: { from: string | null; to: string };
  /** "6 commits, 2 keys" */
  changes: string;
  requester: string;
  /** Milliseconds since 1970, as all instants here. */
  requestedAt: number;
  /** Of the open step. */
  waitingFor: { name: string; approvals: number; requiredApprovals: number }[];
  decideBy: number | null;
  /** Soon enough to be marked. */
  isUrgent: boolean;
  /** Whether the viewer may decide: "Review", else "View". */
  canDecide: boolean;
  /** What deciding it from the list is for, and whether it takes a comment; null where the viewer may not. */
  step: string | null;
  /** Shortened (short-fingerprint.ts). */
  fingerprint: string | null;
  needsComment: { approve: boolean; reject: boolean } | null;
}

/** Where a request of the list is opened: a number completes both. */
interface PendingHrefs {
  /** The list with the request beside it. */
  panel: string;
  /** The request's own page; used below 768 px. */
  page: string;
}

function Select({ number }: { number: number | null }) {
  const label = number === null ? "Select all on this page" : `Select request ${number}`;
  return <input type="checkbox" aria-label={label} value={number ?? ""} />;
}

interface PendingTableProps extends ListPagesProps {
  requests: Packed<PendingRow>;
  hrefs: PendingHrefs;
  caption: string;
  /** With boxes, for `BulkDecisions` around it. */
  isSelectable: boolean;
  /** The request whose review stands beside the list. */
  openNumber: number | null;
}

type RowProps = { row: PendingRow } & Omit<PendingTableProps, "requests" | "caption" | keyof ListPagesProps>;

/** Its name leads where the button at its end leads; the Tab key needs that only once. */
function Row({ row, hrefs, isSelectable, openNumber }: RowProps) {
  const verb = row.canDecide ? "Review" : "View";
  const pageHref = `${hrefs.page}${row.number}?go=next`;
  return (
    <tr className={row.number === openNumber ? "is-open" : undefined}>
      {isSelectable ? (
        <td>
          <Select number={row.number} />
        </td>
      ) : null}
      <th scope="row">
        <AppLink href={hrefs.panel + row.number} narrowHref={pageHref} scroll={false} tabIndex={-1}>
          {`${row.name} `}
          <small>{row.tag}</small>
        </AppLink>
        <small>{row.project ? `${row.project} · request ${row.number}` : `Request ${row.number}`}</small>
      </th>
      <td>
        {row.action.from === null ? null : (
          <>
            {`${row.action.from} `}
            <i>to</i>{" "}
          </>
        )}
        <b>{row.action.to}</b>
      </td>
      <td>{row.changes}</td>
      <td>
        {`${row.requester} `}
        <RelativeTime at={row.requestedAt} />
      </td>
      <td>
        {row.waitingFor.map((requirement) => (
          <RequirementProgress key={requirement.name} isPlain {...requirement} />
        ))}
      </td>
      <td>
        {row.decideBy ? (
          <RelativeTime at={row.decideBy} className={row.isUrgent ? "is-urgent" : undefined} />
        ) : (
          <small>No limit</small>
        )}
      </td>
      <td>
        <AppLink
          href={hrefs.panel + row.number}
          narrowHref={pageHref}
          aria-label={`${verb} request ${row.number}`}
          className={row.canDecide ? undefined : "is-quiet"}
          scroll={false}
        >
          {verb}
        </AppLink>
      </td>
    </tr>
  );
}

const columns = [
  "What",
  "Action",
  "What changes",
  "Requested",
  "Waiting for",
  "Decide by",
  { unseen: "Review" },
];

/** One client component for all rows: they come as data, and not a second time as what the server made of it. */
export function PendingTable(props: PendingTableProps) {
  const { requests, hrefs, caption, isSelectable, openNumber, ...pages } = props;
  return (
    <div data-keys="list" tabIndex={-1} className="pending-table outline-none">
      <StackingTable
        caption={caption}
        columns={isSelectable ? [{ unseen: <Select number={null} /> }, ...columns] : columns}
      >
        {unpackRows(requests).map((row) => (
          <Row key={row.number} row={row} hrefs={hrefs} isSelectable={isSelectable} openNumber={openNumber} />
        ))}
      </StackingTable>
      <ListPages {...pages} />
    </div>
  );
}
