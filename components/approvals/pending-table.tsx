import { ArrowRight } from "lucide-react";
import { RelativeTime } from "@/components/console/relative-time";
import { StatusDot } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import { ButtonLink } from "@/components/ui/button-link";
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
  requestedAt: Date | string;
  /** Of the open step. */
  waitingFor: { name: string; approvals: number; requiredApprovals: number }[];
  decideBy: Date | string | null;
  /** Soon enough to be marked. */
  isUrgent: boolean;
  /** Whether the viewer may decide: "Review", else "View". */
  canDecide: boolean;
  /** What deciding it from the list takes; null where the viewer may not. */
  bulk: {
    seen: { step: string; fingerprint: string };
    needsComment: { approve: boolean; reject: boolean };
  } | null;
  /** The panel beside the list; below 768 px the request's own page is used instead. */
  panelHref: string;
  pageHref: string;
}

function ReviewLinks({ row }: { row: PendingRow }) {
  const verb = row.canDecide ? "Review" : "View";
  const label = `${verb} request ${row.number}`;
  const variant = row.canDecide ? "secondary" : "outline";
  return (
    <>
      <ButtonLink
        href={row.panelHref}
        label={label}
        variant={variant}
        prefetch={false}
        scroll={false}
        className="hidden md:inline-flex"
      >
        {verb}
      </ButtonLink>
      <ButtonLink
        href={row.pageHref}
        label={label}
        variant={variant}
        prefetch={false}
        fullWidth
        className="md:hidden"
      >
        {verb}
      </ButtonLink>
    </>
  );
}

function Select({ number }: { number: number | null }) {
  const label = number === null ? "Select all on this page" : `Select request ${number}`;
  return (
    <label className="-m-1 inline-flex p-1 align-middle max-md:absolute max-md:top-3 max-md:right-3 max-md:p-2">
      <span className="sr-only">{label}</span>
      <input type="checkbox" name="select" value={number ?? ""} className="size-4 accent-(--accent)" />
    </label>
  );
}

/** Leads where the button at the end of the row leads; the Tab key and screen readers need it only once. */
function RowName({ row }: { row: PendingRow }) {
  const look = "-my-0.5 max-w-full py-0.5 font-medium underline-offset-4 hover:underline";
  const name = (
    <>
      {row.name} <span className="font-normal text-muted">{row.tag}</span>
    </>
  );
  return (
    <>
      <AppLink
        href={row.panelHref}
        prefetch={false}
        scroll={false}
        tabIndex={-1}
        className={`hidden md:inline-block ${look}`}
      >
        {name}
      </AppLink>
      <AppLink
        href={row.pageHref}
        prefetch={false}
        tabIndex={-1}
        className={`inline-block md:hidden ${look} max-md:pr-10`}
      >
        {name}
      </AppLink>
    </>
  );
}

interface RowProps {
  row: PendingRow;
  isSelectable: boolean;
  /** Its review stands beside the list. */
  isOpen: boolean;
}

function Row({ row, isSelectable, isOpen }: RowProps) {
  return (
    <tr className={`max-md:relative ${isOpen ? "bg-accent-soft" : ""}`}>
      {isSelectable ? (
        <td className="max-md:p-0!">
          <Select number={row.number} />
        </td>
      ) : null}
      <th scope="row">
        <RowName row={row} />
        <span className="block text-muted">
          {row.project ? `${row.project} · request` : "Request"} {row.number}
        </span>
      </th>
      <td data-label="Action">
        <span className="inline-flex flex-wrap items-center gap-x-1">
          {row.action.from === null ? null : (
            <>
              {row.action.from} <ArrowRight role="img" aria-label="to" className="size-3.5 text-muted" />
            </>
          )}
          <span className="font-medium">{row.action.to}</span>
        </span>
      </td>
      <td data-label="What changes">{row.changes}</td>
      <td data-label="Requested">
        <span>
          <span className="md:block">{row.requester}</span>{" "}
          <RelativeTime at={row.requestedAt} className="text-muted" />
        </span>
      </td>
      <td data-label="Waiting for">
        <span className="grid gap-1">
          {row.waitingFor.map((requirement) => (
            <RequirementProgress key={requirement.name} {...requirement} />
          ))}
        </span>
      </td>
      <td data-label="Decide by">
        {row.decideBy ? (
          <StatusDot tone={row.isUrgent ? "waiting" : "over"}>
            <RelativeTime at={row.decideBy} />
          </StatusDot>
        ) : (
          <span className="text-muted">No limit</span>
        )}
      </td>
      <td className="max-md:pt-2! md:text-right">
        <ReviewLinks row={row} />
      </td>
    </tr>
  );
}

interface PendingTableProps extends ListPagesProps {
  rows: PendingRow[];
  caption: string;
  /** With boxes, for `BulkDecisions` around it. */
  isSelectable: boolean;
  /** The request whose review stands beside the list. */
  openNumber: number | null;
}

export function PendingTable({ rows, caption, isSelectable, openNumber, ...pages }: PendingTableProps) {
  return (
    <div data-keys="list" tabIndex={-1} className="outline-none">
      <table className="stacking-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {isSelectable ? (
              <th scope="col">
                <Select number={null} />
              </th>
            ) : null}
            {["What", "Action", "What changes", "Requested", "Waiting for", "Decide by"].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">Review</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.number} row={row} isSelectable={isSelectable} isOpen={row.number === openNumber} />
          ))}
        </tbody>
      </table>
      <ListPages {...pages} />
    </div>
  );
}
