import { environmentStatus } from "./core/environment-status";
import { approvalLine, gateNoteLine } from "./core/wording";
import type { HistoryRow } from "./views-history";
import type { DeploymentRowView } from "./views-pages";

/** What was done, for "Promoted by Ines Duarte"; the same words as on the cards. */
export const doneBy = {
  promote: "Promoted",
  deploy: "Deployed",
  redeploy: "Deployed again",
  configure: "Configured",
  rollback: "Rolled back",
} as const;

/**
 * A deployment as a line of history. `hrefOf` answers null for a request that the viewer may not see; `logs` are what the
 * drivers said.
 */
export function deploymentRow(
  row: HistoryRow,
  hrefOf: (number: number) => string | null,
  logs: ReadonlyMap<string, string[]>,
): DeploymentRowView {
  const { id, kind, build, configuration, by, environment, createdAt, isLive } = row;
  const href = row.request === null ? null : hrefOf(row.request);
  return {
    id,
    build,
    configuration,
    isLive,
    environment: { slug: environment.slug, name: environment.name },
    how: `${doneBy[kind]} by ${by}`,
    status: statusOf(row),
    request: row.request !== null && href !== null ? { number: row.request, href } : null,
    approval: href === null ? null : approvalLine(row),
    remark: row.failure ?? (row.gateNote && gateNoteLine(row.gateNote)),
    reference: row.reference,
    log: logs.get(id) ?? [],
    at: createdAt,
  };
}

/** What runs says how it runs; what ran before only how it ended. */
function statusOf(row: HistoryRow): DeploymentRowView["status"] {
  if (row.state === "running") return { tone: "waiting", label: "Deploying" };
  if (row.state === "failed") return { tone: "failed", label: "Failed" };
  if (row.rolledBackAt !== null) return { tone: "over", label: "Rolled back" };
  if (!row.isLive) return { tone: "over", label: "Replaced" };
  const { tone, label } = environmentStatus({
    trustDelivery: row.environment.trustDelivery,
    live: { ...row, finishedAt: null },
    attempt: null,
  });
  return { tone, label };
}
