import type { Database, Transaction } from "@/db/client";
import type { BecameLive } from "@/lib/approvals/core/moved";
import { executeIn } from "@/lib/approvals/execute";
import { lockPlace, readConfiguration } from "@/lib/catalog/store-configuration";
import { findBuild, readLive } from "@/lib/catalog/store-places";
import { wakeDrainer } from "@/lib/jobs/wake";
import { systemActor } from "@/lib/kernel/actor";
import { invariant } from "@/lib/kernel/invariant";
import { promiseOfDeployment } from "@/lib/webhooks/store-promises";
import type { DeliveryResult } from "./driver";
import { type DeploymentRow, findDeployment, updateDeployment, updatePlace, wasSavedSince } from "./store";
import { lockBound } from "./store-grants";
import { supersedeBound, supersedeMeanwhile } from "./supersede-bound";

/**
 * Writes down how a deployment ended: once, whoever says it. Delivered makes it what is live; the approval it used is
 * finished or, when it failed, ready again; requests and approvals bound to what was live before are superseded (engine.md,
 * rule 8), and those that follow this place as their source (`whenSourceChanges`).
 */
export async function finishDeployment(
  db: Database,
  running: DeploymentRow,
  result: DeliveryResult,
): Promise<void> {
  const { organizationId, componentId, environmentId, id } = running;
  const place = { organizationId, componentId, environmentId };
  await db.transaction(async (tx) => {
    await lockPlace(tx, place);
    const row = await findDeployment(tx, organizationId, id);
    if (row?.state !== "running") return;
    const finishedAt = new Date();
    if (result.outcome === "delivered") {
      const before = await readLive(tx, place);
      const saved = before.savedConfigurationId;
      const savedMeanwhile =
        row.kind !== "rollback" && saved !== null && (await wasSavedSince(tx, row, saved));
      if (before.live && row.kind === "rollback")
        await updateDeployment(tx, { organizationId, id: before.live.id }, { rolledBackAt: finishedAt });
      await updateDeployment(tx, row, { state: "succeeded", reference: result.reference, finishedAt });
      await updatePlace(tx, place, {
        liveDeploymentId: id,
        // What somebody saved while this was on its way stays saved: it is the next one to ship.
        ...(savedMeanwhile ? {} : { savedConfigurationId: row.configurationId }),
        drift: null,
      });
    } else {
      await updateDeployment(tx, row, { state: "failed", failure: failureOf(result), finishedAt });
      if (result.outcome === "drifted")
        await updatePlace(tx, place, {
          drift: { believed: row.expectedDigest, found: result.found, foundAt: finishedAt.toISOString() },
        });
    }
    await promiseOfDeployment(
      tx,
      row,
      result.outcome === "delivered" ? "deployment.finished" : "deployment.failed",
    );
    const bound = await lockBound(tx, place);
    await tellApproval(tx, row, result);
    if (result.outcome === "delivered")
      await supersedeBound(tx, organizationId, bound, await whatIsLive(tx, row));
  });
  wakeDrainer();
}

function failureOf(result: Exclude<DeliveryResult, { outcome: "delivered" }>): string {
  if (result.outcome === "failed") return result.reason;
  return `The environment does not run what was deployed last: ${result.found ?? "nothing"} was found there. Somebody changed it outside Countersign.`;
}

async function tellApproval(
  tx: Transaction,
  { organizationId, requestId, useId }: DeploymentRow,
  result: DeliveryResult,
): Promise<void> {
  if (!requestId || !useId) return;
  const { executed } = await executeIn(tx, { organizationId, caller: null }, { id: requestId }, () =>
    result.outcome === "delivered"
      ? { type: "finish", actor: systemActor, useId }
      : { type: "fail", actor: systemActor, useId, reason: failureOf(result) },
  );
  if (executed) await supersedeMeanwhile(tx, executed.state);
}

async function whatIsLive(
  tx: Transaction,
  { organizationId, componentId, environmentId, buildId, configurationId }: DeploymentRow,
): Promise<BecameLive> {
  const build = await findBuild(tx, organizationId, componentId, { id: buildId });
  const configuration = await readConfiguration(tx, organizationId, configurationId);
  invariant(build && configuration, "what was deployed exists");
  return { environment: environmentId, build, configuration };
}
