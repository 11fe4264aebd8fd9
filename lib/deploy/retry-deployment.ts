import type { Database } from "@/db/client";
import { barredFrom } from "@/lib/catalog/reach";
import { lockPlace, readConfiguration } from "@/lib/catalog/store-configuration";
import { findBuild, findEnvironmentById, readComponentNames } from "@/lib/catalog/store-places";
import type { Caller } from "@/lib/directory/caller";
import { holdOrganization } from "@/lib/directory/store";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { Clock } from "@/lib/kernel/clock";
import type { DeploymentId } from "@/lib/kernel/ids";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { beginDeployment } from "./begin-deployment";
import { type DeploymentRow, findDeployment, latestDeployment } from "./store";
import { readRequestNumber } from "./store-grants";

/**
 * Tries a failed deployment again: the same build and configuration, under the same approval, which nothing else could
 * use meanwhile (product.md, 7). Only the newest deployment of its place can be tried again.
 */
export async function retryDeployment(
  db: Database,
  caller: Caller,
  { id }: { id: DeploymentId },
  clock?: Clock,
): Promise<Result<DeploymentId>> {
  const { organizationId } = caller;
  const failed = await findDeployment(db, organizationId, id);
  const names = failed && (await readComponentNames(db, organizationId, failed.componentId));
  if (!failed || !names) return refused(refusal("not_found"));
  const barred = barredFrom(caller, "promotion.execute", names.project.id);
  if (barred) return refused(barred);
  const to = await findEnvironmentById(db, organizationId, failed.environmentId);
  const from = failed.sourceEnvironmentId
    ? await findEnvironmentById(db, organizationId, failed.sourceEnvironmentId)
    : null;
  const build = await findBuild(db, organizationId, failed.componentId, { id: failed.buildId });
  const configuration = await readConfiguration(db, organizationId, failed.configurationId);
  const request = failed.requestId
    ? await readRequestNumber(db, organizationId, failed.requestId)
    : undefined;
  if (!to || !build || !configuration) throw new Error("invariant: what was deployed exists");
  const place = { organizationId, componentId: failed.componentId, environmentId: failed.environmentId };
  const wish = {
    place,
    projectId: names.project.id,
    kind: failed.kind,
    from: from ?? null,
    to,
    build: build.number,
    exactly: configuration.entries,
    request,
    startedBy: caller.member.id,
    retryOf: id,
  };
  const result = await db.transaction(async (tx) => {
    // In the order of `beginDeployment`, which takes both again: what another made live meanwhile is not gone back behind.
    await holdOrganization(tx, organizationId);
    await lockPlace(tx, place);
    const why = refusalOfRetry(failed, await latestDeployment(tx, place));
    return why ? refused(why) : beginDeployment(tx, caller, wish, clock);
  });
  if (result.ok) wakeDrainer();
  return result;
}

function refusalOfRetry(failed: DeploymentRow, latest: DeploymentRow | undefined): Refusal | null {
  if (latest?.state === "running") return refusal("deployment_running");
  if (failed.state === "failed" && latest?.id === failed.id) return null;
  return refusal("invalid_input", {
    detail: "Only the newest deployment of an environment can be tried again, and only when it failed.",
  });
}
