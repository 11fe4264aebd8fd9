import type { Transaction } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import { refusal } from "@/lib/kernel/refusal";
import { endUngated } from "@/lib/workflows/end-ungated";
import { readGates } from "@/lib/workflows/store";
import { listOtherAdministrators, promiseWorkflowMails } from "@/lib/workflows/store-administrators";
import type { EnvironmentPlan } from "./plan-environment";
import { type EnvironmentRow, setOrder, storePaths, updateEnvironmentRow } from "./store-environments";

export const reasonMissing = refusal("reason_required", {
  detail:
    "Environment promotion is under approval, and this may let something through without it. Give a reason: it is kept on the record.",
  errors: [{ path: "reason", message: "Say why" }],
});

/** Nothing is ungated where nothing is under approval. */
export async function wantsReason(
  tx: Transaction,
  { organizationId }: Caller,
  { ungates }: EnvironmentPlan,
): Promise<boolean> {
  return ungates && (await readGates(tx, organizationId, "environment-promotion")).enabled;
}

export async function storePlan(
  tx: Transaction,
  row: Pick<EnvironmentRow, "organizationId" | "id">,
  plan: EnvironmentPlan,
): Promise<void> {
  if (Object.keys(plan.columns).length > 0) await updateEnvironmentRow(tx, row, plan.columns);
  if (plan.order) await setOrder(tx, row.organizationId, plan.order);
  await storePaths(tx, row.organizationId, plan);
}

interface Settled {
  type: "environment.created" | "environment.changed";
  row: EnvironmentRow;
  plan: EnvironmentPlan;
  all: EnvironmentRow[];
  reason: string | undefined;
  /** The plan may ungate something, and something is under approval. */
  gating: boolean;
}

/**
 * Writes down what was changed; and where that may ungate something, first ends the requests and approvals concerned and
 * tells all other administrators (engine.md, rule 11). After the change, in its transaction.
 */
export async function settleEnvironment(tx: Transaction, caller: Caller, change: Settled): Promise<void> {
  const { type, row, plan, all, reason, gating } = change;
  const ended = gating ? await endConcerned(tx, caller, row, plan, reason ?? "") : [];
  const ending = {
    workflow: "environment-promotion",
    ungated: inWords(row, plan),
    cancelled: ended.filter(({ open }) => open).map(({ number }) => number),
    revoked: ended.filter(({ open }) => !open).map(({ number }) => number),
  };
  const data = { id: row.id, ...told(row, plan, all), reason: reason ?? null, ...(gating ? ending : {}) };
  const eventId = await recordChange(tx, caller, type, data);
  if (!gating) return;
  const others = await listOtherAdministrators(tx, caller.organizationId, caller.member.id);
  await promiseWorkflowMails(tx, caller.organizationId, eventId, others);
}

async function endConcerned(
  tx: Transaction,
  caller: Caller,
  { id }: EnvironmentRow,
  { order, removed, driverChanged }: EnvironmentPlan,
  reason: string,
) {
  return endUngated(
    tx,
    caller,
    "environment-promotion",
    reason,
    ({ from, to }) =>
      (driverChanged && to === id) ||
      (order !== null && (from === id || to === id)) ||
      removed.some((path) => path.from === from && path.to === to),
  );
}

function inWords({ name, critical }: EnvironmentRow, plan: EnvironmentPlan): string[] {
  return [
    ...(critical && plan.columns.critical === false ? [`${name} is not critical any more`] : []),
    ...(plan.order ? [`${name} has another place in the promotion order`] : []),
    ...(plan.added.length + plan.removed.length > 0 ? [`Other promotion paths lead from or to ${name}`] : []),
    ...(plan.driverChanged ? [`${name} has another deploy driver or other settings of it`] : []),
  ];
}

/** What the record keeps: what changed, before and after. Of a credential only that there is another. */
function told(
  row: EnvironmentRow,
  { columns, order, added, removed }: EnvironmentPlan,
  all: EnvironmentRow[],
): Record<string, unknown> {
  const { driverCredential, ...after } = columns;
  const before = Object.fromEntries(
    Object.keys(after).map((key) => [key, row[key as keyof typeof after] ?? null]),
  );
  const slugOfId = (id: string) => all.find((one) => one.id === id)?.slug ?? id;
  const named = (paths: EnvironmentPlan["added"]) =>
    paths.map(({ from, to }) => `${slugOfId(from)} → ${slugOfId(to)}`);
  return {
    environment: row.slug,
    before,
    after,
    ...(driverCredential !== undefined && driverCredential !== row.driverCredential
      ? { credential: driverCredential === null ? "removed" : "changed" }
      : {}),
    ...(order ? { order: order.map(slugOfId) } : {}),
    ...(added.length > 0 ? { pathsAdded: named(added) } : {}),
    ...(removed.length > 0 ? { pathsRemoved: named(removed) } : {}),
  };
}
