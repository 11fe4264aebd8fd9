import type { Database } from "@/db/client";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { DeploymentId, OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import type { DeliveryResult, DeployOrder } from "./driver";
import { finishDeployment } from "./finish-deployment";
import { driverOf } from "./host";
import { addProgress, findDeployment, listEarlierAttempts } from "./store";
import { readApproval, readOrder } from "./store-order";

/**
 * The job behind a deployment: has the driver deliver it, and writes down how it ended. Run again after a crash, it gives
 * the driver the same order, which reports an earlier delivery instead of making a second one (case G11).
 */
export async function runDeployment(
  db: Database,
  organizationId: OrganizationId,
  id: DeploymentId,
  signal: AbortSignal,
): Promise<void> {
  const found = await readOrder(db, organizationId, id);
  invariant(found, "a job's deployment exists");
  const { deployment, environment, build, configuration, startedBy, request, ...names } = found;
  if (deployment.state !== "running") return;
  const driven = driverOf(environment, {
    organization: names.organization,
    project: names.project,
    component: names.component,
  });
  const finish = (result: DeliveryResult) => finishDeployment(db, deployment, result);
  if ("missing" in driven) return finish({ outcome: "failed", reason: driven.missing });
  const lines: Promise<void>[] = [];
  const order: DeployOrder = {
    deploymentId: id,
    earlierAttempts: await listEarlierAttempts(db, organizationId, id),
    kind: deployment.kind,
    target: driven.target,
    build,
    configuration,
    request:
      deployment.requestId && request
        ? { number: request, ...(await readApproval(db, organizationId, deployment.requestId)) }
        : null,
    promotedBy: startedBy,
    expectedDigest: deployment.expectedDigest,
    // One after the other, so that the lines keep their order.
    progress: (line) => {
      const told = (lines.at(-1) ?? Promise.resolve())
        .then(() => addProgress(db, deployment, line))
        .then(wakeDrainer);
      // Awaited below, where a failure is thrown: until then it must not count as one that nobody looks at.
      told.catch(() => undefined);
      lines.push(told);
    },
    signal,
  };
  const result = await driven.driver.deploy(order);
  await Promise.all(lines);
  await finish(result);
}

/** Marks a deployment failed that a defect of ours kept from being run, so that it can be tried again. */
export async function giveUpDeployment(
  db: Database,
  organizationId: OrganizationId,
  id: DeploymentId,
): Promise<void> {
  const row = await findDeployment(db, organizationId, id);
  invariant(row, "a job's deployment exists");
  const reason = "Countersign could not run this deployment: something went wrong on our side. Try it again.";
  await finishDeployment(db, row, { outcome: "failed", reason });
}
