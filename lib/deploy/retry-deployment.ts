import type { Database } from "@/db/client";
import { barredFrom } from "@/lib/catalog/reach";
import { readConfiguration } from "@/lib/catalog/store-configuration";
import { findBuild, findEnvironmentById, readComponentNames } from "@/lib/catalog/store-places";
import type { Caller } from "@/lib/directory/caller";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { Clock } from "@/lib/kernel/clock";
import type { DeploymentId } from "@/lib/kernel/ids";
import { refusal } from "@/lib/kernel/refusal";
import { type Result, refused } from "@/lib/kernel/result";
import { beginDeployment } from "./begin-deployment";
import { findDeployment, latestDeployment } from "./store";
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
  const latest = await latestDeployment(db, failed);
  if (latest?.state === "running") return refused(refusal("deployment_running"));
  if (failed.state !== "failed" || latest?.id !== id)
    return refused(
      refusal("invalid_input", {
        detail: "Only the newest deployment of an environment can be tried again, and only when it failed.",
      }),
    );
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
  const result = await db.transaction((tx) => beginDeployment(tx, caller, wish, clock));
  if (result.ok) wakeDrainer();
  return result;
}
