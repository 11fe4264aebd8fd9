import type { Database, Transaction } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { recordChange } from "@/lib/directory/record-change";
import { lockOrganization } from "@/lib/directory/store";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { endUngated } from "@/lib/workflows/end-ungated";
import { readGates } from "@/lib/workflows/store";
import type { EnvironmentChange } from "./input-environment";
import { type EnvironmentPlan, planEnvironment } from "./plan-environment";
import {
  type EnvironmentRow,
  environmentsInOrder,
  pathsOf,
  setOrder,
  storePaths,
  updateEnvironmentRow,
} from "./store-environments";
import { type EnvironmentView, environmentView } from "./views-environments";

export const reasonMissing = refusal("reason_required", {
  detail:
    "Environment promotion is under approval, and this may let something through without it. Give a reason: it is kept on the record.",
  errors: [{ path: "reason", message: "Say why" }],
});

/**
 * Changes an environment, its place in the order and the paths that leave or reach it. Needs `environment.manage`. What
 * may ungate something needs a reason while promotions are under approval, and ends the requests and approvals
 * concerned (engine.md, rule 11).
 */
export async function updateEnvironment(
  db: Database,
  caller: Caller,
  { environment: slug, reason, ...change }: EnvironmentChange & { environment: string },
): Promise<Result<EnvironmentView>> {
  if (!callerMay(caller, "environment.manage", "organization")) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const all = await environmentsInOrder(tx, organizationId);
    const row = all.find((one) => one.slug === slug);
    if (!row) return refused(refusal("not_found"));
    const paths = await pathsOf(tx, organizationId);
    const plan = planEnvironment(row, change, { all, paths, isNew: false });
    if (!plan.ok) return plan;
    const gating = await wantsReason(tx, caller, plan.value);
    if (gating && reason === undefined) return refused(reasonMissing);
    await storePlan(tx, row, plan.value);
    const ended = gating ? await endConcerned(tx, caller, row, plan.value, reason ?? "") : [];
    await recordChange(tx, caller, "environment.changed", {
      ...told(row, plan.value, all),
      reason: reason ?? null,
      ended,
    });
    return ok(await environmentView(tx, caller, row.id));
  });
}

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

/** Numbers of the requests that were cancelled or whose approval was revoked. */
async function endConcerned(
  tx: Transaction,
  caller: Caller,
  { id }: EnvironmentRow,
  { order, removed, driverChanged }: EnvironmentPlan,
  reason: string,
): Promise<number[]> {
  const ended = await endUngated(
    tx,
    caller,
    reason,
    ({ from, to }) =>
      (driverChanged && to === id) ||
      (order !== null && (from === id || to === id)) ||
      removed.some((path) => path.from === from && path.to === to),
  );
  return ended.map(({ number }) => number);
}

/** What the record keeps: what changed, before and after. Of a credential only that there is another. */
export function told(
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
