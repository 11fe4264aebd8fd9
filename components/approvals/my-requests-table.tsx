"use client";

import { Button } from "@heroui/react/button";
import { useState } from "react";
import { RelativeTime } from "@/components/console/relative-time";
import { AppLink } from "@/components/ui/app-link";
import { FormError } from "@/components/ui/form-error";
import { useAction } from "@/components/ui/use-action";
import { CancelRequestDialog } from "./cancel-request-dialog";
import { ListPages, type ListPagesProps } from "./list-pages";
import type { PendingRow } from "./pending-table";
import { RequirementProgress } from "./requirement-progress";
import type { AskerView, RequestAction } from "./review-views";

export interface MyRequestRow
  extends Pick<PendingRow, "number" | "name" | "tag" | "action" | "waitingFor">,
    Omit<AskerView, "isMine"> {
  requestedAt: Date | string;
  decideBy: Date | string | null;
  /** The request's page. */
  href: string;
}

interface MyRequestsTableProps extends ListPagesProps {
  rows: MyRequestRow[];
  remindAction: RequestAction;
  cancelAction: RequestAction;
}

function Waiting({ row }: { row: MyRequestRow }) {
  if (!row.isStarted) return <span className="text-muted">Not started yet</span>;
  return (
    <span className="grid gap-1">
      {row.waitingFor.map((requirement) => (
        <RequirementProgress key={requirement.name} {...requirement} />
      ))}
      <span className="text-muted">
        {row.waitsFor.length > 0
          ? `From ${new Intl.ListFormat("en", { type: "disjunction" }).format(row.waitsFor)}`
          : "Nobody can decide it now. Ask an administrator."}
      </span>
    </span>
  );
}

interface RowProps {
  row: MyRequestRow;
  isReminding: boolean;
  onRemind: () => void;
  onCancel: () => void;
}

function Row({ row, isReminding, onRemind, onCancel }: RowProps) {
  const canRemind = row.waitsFor.length > 0 && row.remindableFrom === null;
  return (
    <tr>
      <th scope="row">
        <AppLink href={row.href} className="inline-block py-1 font-medium underline-offset-4 hover:underline">
          {row.name} <span className="font-normal text-muted">{row.tag}</span>
        </AppLink>
        <span className="block text-muted">
          {row.action.to} · request {row.number}
        </span>
      </th>
      <td data-label="Waiting for">
        <Waiting row={row} />
      </td>
      <td data-label="Asked">
        <RelativeTime at={row.requestedAt} className="text-muted" />
      </td>
      <td data-label="Decide by">
        {row.decideBy ? <RelativeTime at={row.decideBy} /> : <span className="text-muted">No limit</span>}
      </td>
      <td className="max-md:pt-2! md:text-right">
        <span className="inline-flex flex-wrap items-center gap-2 md:justify-end">
          {row.remindedAt && row.remindableFrom ? (
            <span className="text-sm text-muted">
              Reminded <RelativeTime at={row.remindedAt} />, again <RelativeTime at={row.remindableFrom} />
            </span>
          ) : null}
          {canRemind ? (
            <Button
              size="sm"
              variant="secondary"
              aria-label={`Remind of request ${row.number}`}
              isPending={isReminding}
              onPress={onRemind}
            >
              {isReminding ? "Reminding…" : "Remind"}
            </Button>
          ) : null}
          {row.cancelEffect ? (
            <Button
              size="sm"
              variant="danger-soft"
              aria-label={`Cancel request ${row.number}`}
              onPress={onCancel}
            >
              Cancel
            </Button>
          ) : null}
        </span>
      </td>
    </tr>
  );
}

/** Pending > Mine: what I asked for, what it waits for and from whom; a nudge to exactly those, or taking it back. */
export function MyRequestsTable({ rows, remindAction, cancelAction, ...pages }: MyRequestsTableProps) {
  const [reminding, setReminding] = useState<number | null>(null);
  const [cancelling, setCancelling] = useState<MyRequestRow | null>(null);
  const [isAsking, setAsking] = useState(false);
  const { run, isPending, failure } = useAction(remindAction);
  return (
    <div className="grid gap-3">
      <FormError failure={failure} />
      <table className="stacking-table">
        <caption className="sr-only">My open requests</caption>
        <thead>
          <tr>
            {["What", "Waiting for", "Asked", "Decide by"].map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">Remind or cancel</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.number}
              row={row}
              isReminding={isPending && reminding === row.number}
              onRemind={() => {
                setReminding(row.number);
                run({ number: row.number });
              }}
              onCancel={() => {
                setCancelling(row);
                setAsking(true);
              }}
            />
          ))}
        </tbody>
      </table>
      <ListPages {...pages} />
      {cancelling ? (
        <CancelRequestDialog
          number={cancelling.number}
          effect={cancelling.cancelEffect}
          isOpen={isAsking}
          onOpenChange={setAsking}
          cancelAction={cancelAction}
        />
      ) : null}
    </div>
  );
}
