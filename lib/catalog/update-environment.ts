import type { Database } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { lockOrganization } from "@/lib/directory/store";
import { wakeDrainer } from "@/lib/jobs/wake";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { EnvironmentChange } from "./input-environment";
import { planEnvironment } from "./plan-environment";
import { reasonMissing, settleEnvironment, storePlan, wantsReason } from "./settle-environment";
import { environmentsInOrder, pathsOf } from "./store-environments";
import { type EnvironmentView, environmentView } from "./views-environments";

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
  const result = await db.transaction(async (tx) => {
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
    const settled = { type: "environment.changed", row, plan: plan.value, all, reason, gating } as const;
    await settleEnvironment(tx, caller, settled);
    return ok(await environmentView(tx, caller, row.id));
  });
  if (result.ok) wakeDrainer();
  return result;
}
