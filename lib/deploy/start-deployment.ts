import type { Database } from "@/db/client";
import { barredFrom } from "@/lib/catalog/reach";
import { findComponent, findEnvironment } from "@/lib/catalog/store-places";
import type { Caller } from "@/lib/directory/caller";
import { resolvePerson } from "@/lib/directory/resolve-names";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { Clock } from "@/lib/kernel/clock";
import type { DeploymentId } from "@/lib/kernel/ids";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { beginDeployment } from "./begin-deployment";
import type { PlaceNames } from "./check-drift";
import type { DeploymentInput } from "./input";
import { lookOutside } from "./look-outside";
import type { Wish } from "./wish";

/**
 * Deploys, promotes, configures, deploys again or rolls back (api.md, POST …/deployments). First looks outside: what is
 * found there and is not what we believe is live refuses with `approval_stale`; deploying again puts it right.
 */
export async function startDeployment(
  db: Database,
  caller: Caller,
  input: DeploymentInput,
  clock?: Clock,
): Promise<Result<DeploymentId>> {
  const wish = await resolveWish(db, caller, input);
  if (!wish.ok) return wish;
  const { place, to, names, ...rest } = wish.value;
  const outside = await lookOutside(db, { place, to, kind: input.kind }, names);
  if (!outside.ok) return outside;
  const result = await db.transaction((tx) =>
    beginDeployment(tx, caller, { ...rest, place, to, found: outside.value }, clock),
  );
  if (result.ok) wakeDrainer();
  return result;
}

type Named = Wish & { names: PlaceNames };

async function resolveWish(db: Database, caller: Caller, input: DeploymentInput): Promise<Result<Named>> {
  const { organizationId } = caller;
  const found = await findComponent(db, organizationId, input);
  if (!found) return refused(refusal("not_found"));
  const barred = barredFrom(caller, "promotion.execute", found.project.id);
  if (barred) return refused(barred);
  const to = await findEnvironment(db, organizationId, input.environment);
  if (!to) return refused(invalidField("environment", `There is no environment "${input.environment}".`));
  const from = input.from === undefined ? null : await findEnvironment(db, organizationId, input.from);
  if (from === undefined) return refused(invalidField("from", `There is no environment "${input.from}".`));
  if (from && input.kind !== "promote")
    return refused(invalidField("from", "Only a promotion comes from another environment."));
  const startedBy =
    input.startedBy === undefined
      ? ok(caller.member.id)
      : await resolvePerson(db, organizationId, input.startedBy, "startedBy");
  if (!startedBy.ok) return startedBy;
  const { kind, build, configuration, request } = input;
  const names = {
    organization: caller.organization.slug,
    project: found.project.slug,
    component: found.component.slug,
  };
  const place = { organizationId, componentId: found.component.id, environmentId: to.id };
  return ok({
    place,
    projectId: found.project.id,
    kind,
    from,
    to,
    build,
    configuration,
    request,
    startedBy: startedBy.value,
    retryOf: null,
    names,
  });
}
