import type { Database } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { lockOrganization, readClock } from "@/lib/directory/store";
import { wakeDrainer } from "@/lib/jobs/wake";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { slugMissing, slugTaken } from "./create-project";
import type { EnvironmentInput } from "./input-environment";
import { planEnvironment } from "./plan-environment";
import { reasonMissing, settleEnvironment, storePlan, wantsReason } from "./settle-environment";
import { slugOf } from "./slug";
import { insertMissingPlaces } from "./store";
import { type EnvironmentRow, environmentsInOrder, insertEnvironment, pathsOf } from "./store-environments";
import { type EnvironmentView, environmentView } from "./views-environments";

/**
 * Makes an environment, with a place for every component. Needs `environment.manage`. Without an order it comes last;
 * when no path is named, one leads to it from the environment before it.
 */
export async function createEnvironment(
  db: Database,
  caller: Caller,
  { slug: wanted, reason, ...input }: EnvironmentInput,
): Promise<Result<EnvironmentView>> {
  if (!callerMay(caller, "environment.manage", "organization")) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  const slug = wanted ?? slugOf(input.name);
  if (slug === null) return refused(slugMissing);
  const result = await db.transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const others = await environmentsInOrder(tx, organizationId);
    if (others.some((one) => one.slug === slug)) return refused(slugTaken);
    const row: EnvironmentRow = {
      ...blank,
      id: newId("env"),
      organizationId,
      slug,
      name: input.name,
      position: Math.max(0, ...others.map(({ position }) => position)) + 1,
      createdAt: await readClock(tx),
    };
    const all = [...others, row];
    const before = others[(input.order ?? all.length) - 2];
    const unnamed = input.promotesTo === undefined && input.promotesFrom === undefined;
    const change = unnamed && before ? { ...input, promotesFrom: [before.slug] } : input;
    const paths = await pathsOf(tx, organizationId);
    const plan = planEnvironment(row, change, { all, paths, isNew: true });
    if (!plan.ok) return plan;
    const gating = await wantsReason(tx, caller, plan.value);
    if (gating && reason === undefined) return refused(reasonMissing);
    await insertEnvironment(tx, row);
    await storePlan(tx, row, plan.value);
    await insertMissingPlaces(tx, organizationId);
    const settled = { type: "environment.created", row, plan: plan.value, all, reason, gating } as const;
    await settleEnvironment(tx, caller, settled);
    return ok(await environmentView(tx, caller, row.id));
  });
  if (result.ok) wakeDrainer();
  return result;
}

const blank = {
  critical: false,
  trustDelivery: false,
  driver: "gitops",
  driverSettings: {},
  driverCredential: null,
  endpoint: null,
};
