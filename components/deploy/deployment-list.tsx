import type { ReactNode } from "react";
import { RelativeTime } from "@/components/console/relative-time";
import { StatusDot } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import type { DeploymentRowView } from "@/lib/deploy/views-pages";

/** What its driver said, and where the delivery can be seen. */
function DeploymentLog({ row: { log, reference } }: { row: DeploymentRowView }) {
  if (log.length === 0 && reference === null) return null;
  return (
    <details>
      <summary className="w-fit py-1 text-muted hover:text-foreground">Log</summary>
      <div className="grid gap-1 font-mono text-xs leading-5 text-muted">
        {log.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of what has ended stay as they are
          <p key={index} className="break-words">
            {line}
          </p>
        ))}
        {reference ? <p className="break-all">Delivered as {reference}</p> : null}
      </div>
    </details>
  );
}

interface DeploymentListProps<Row extends DeploymentRowView> {
  rows: Row[];
  /** What a row begins with: the environment in a build's history, the build in an environment's. */
  titleOf: (row: Row) => ReactNode;
  /** What can be done about a row. */
  actionOf?: (row: Row) => ReactNode;
}

/** Deployments, newest first: what was tried, by whom, when, and under which request. */
export function DeploymentList<Row extends DeploymentRowView>(props: DeploymentListProps<Row>) {
  return (
    <ol>
      {props.rows.map((row) => (
        <li
          key={row.id}
          className="flex flex-wrap items-start gap-x-4 gap-y-2 border-separator px-4 py-3 text-sm [&:not(:first-child)]:border-t"
        >
          <div className="grid min-w-0 flex-[1_1_16rem] gap-0.5">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{props.titleOf(row)}</span>
              <span className="text-muted">Configuration v{row.configuration}</span>
            </p>
            <p className="text-muted">
              {row.how} <RelativeTime at={row.at} />
              {row.request ? (
                <>
                  {" · "}
                  <AppLink
                    href={row.request.href}
                    className="py-1 underline underline-offset-4 hover:text-foreground"
                  >
                    Request {row.request.number}
                  </AppLink>
                </>
              ) : null}
              {row.approval ? `, ${row.approval}` : ""}
            </p>
            {row.remark ? <p className="line-clamp-3 break-words text-muted">{row.remark}</p> : null}
            <DeploymentLog row={row} />
          </div>
          <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
            <StatusDot tone={row.status.tone}>{row.status.label}</StatusDot>
            {props.actionOf?.(row)}
          </div>
        </li>
      ))}
    </ol>
  );
}
