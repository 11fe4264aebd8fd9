import type { Queryable } from "@/db/client";
import type { DeploymentId, OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { deploymentsOf } from "./views-deployments";

/**
 * A deployment as the API shows it, when it started or right after it ended. Without what is found out later: health, and
 * that it was rolled back. Throws when there is no such deployment.
 */
export async function loadDeploymentThen(
  db: Queryable,
  organizationId: OrganizationId,
  { deploymentId, started }: { deploymentId: DeploymentId; started: boolean },
) {
  const [view] = await deploymentsOf(db, organizationId, { id: deploymentId }, { before: null, take: 1 });
  invariant(view, "a deployment that is told of exists");
  const { projectId: _, health: __, healthy: ___, rolledBackAt: ____, ...then } = view;
  return started
    ? { ...then, state: "running" as const, reference: null, failure: null, finishedAt: null }
    : then;
}
