import type { Queryable, Transaction } from "@/db/client";
import type { Workflow } from "@/lib/approvals/core/vocabulary";
import type { OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { type Binding, resolveBinding, type Target } from "./core/resolve-binding";
import { findProfile, latestVersion, readGates } from "./store";

/** Whether and by what a target is gated now. `workflow_disabled`: nothing of the workflow is; `approval_not_required`: this is not. */
export type Gate =
  | { gate: "gated"; binding: Binding }
  | { gate: "workflow_disabled" | "approval_not_required"; binding: null };

export async function gateOf(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: Workflow,
  target: Target,
): Promise<Gate> {
  const { enabled, bindings } = await readGates(db, organizationId, workflow);
  if (!enabled) return { gate: "workflow_disabled", binding: null };
  const binding = resolveBinding(bindings, target);
  return binding ? { gate: "gated", binding } : { gate: "approval_not_required", binding: null };
}

/**
 * The rules a new request is to be pinned to. Takes the version FOR SHARE when it is frozen already and FOR UPDATE when
 * the request will freeze it: two requests that both upgraded a shared lock would wait for each other.
 */
export async function lockProfile(
  tx: Transaction,
  organizationId: OrganizationId,
  { profileId }: Pick<Binding, "profileId">,
) {
  const profile = await findProfile(tx, organizationId, { id: profileId });
  const peek = await latestVersion(tx, organizationId, profileId);
  const version = await latestVersion(tx, organizationId, profileId, peek?.pinnedAt ? "share" : "update");
  invariant(profile && version, "a bound profile has a version");
  return { profile: { id: profile.id, name: profile.name, version: version.version }, rules: version.rules };
}
