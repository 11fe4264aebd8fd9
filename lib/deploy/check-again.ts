import type { Database } from "@/db/client";
import { reachComponent } from "@/lib/catalog/reach";
import { findEnvironment } from "@/lib/catalog/store-places";
import type { Caller } from "@/lib/directory/caller";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { checkDrift } from "./check-drift";

/**
 * Looks outside whether a place runs what was deployed last, and notes the answer: once drift was put right, promoting is
 * open again. Whoever may promote may.
 * Refused with `deployment_running` when it cannot be told: something is on its way, or nobody answers there.
 */
export async function checkAgain(
  db: Database,
  caller: Caller,
  input: { project: string; component: string; environment: string },
): Promise<Result<{ drifted: boolean }>> {
  const reached = await reachComponent(db, caller, input, "promotion.execute");
  if (!reached.ok) return reached;
  const { organizationId } = caller;
  const { project, component } = reached.value;
  const environment = await findEnvironment(db, organizationId, input.environment);
  if (!environment) return refused(refusal("not_found"));
  const place = { organizationId, componentId: component.id, environmentId: environment.id };
  const names = { organization: caller.organization.slug, project: project.slug, component: component.slug };
  const outside = await checkDrift(db, place, environment, names);
  return outside ? ok({ drifted: outside.drifted }) : refused(unreadable(environment.name));
}

function unreadable(name: string) {
  return refusal("deployment_running", {
    detail: `${name} could not be looked at: a deployment runs, or its repository does not answer. Try again in a moment.`,
  });
}
