import type { Queryable, Transaction } from "@/db/client";
import { type Endable, endRequests } from "@/lib/approvals/end-requests";
import type { Caller } from "@/lib/directory/caller";
import type { EnvironmentId, OrganizationId } from "@/lib/kernel/ids";
import { type Binding, resolveBinding } from "./core/resolve-binding";
import { readCritical, readGates } from "./store";

/**
 * Ends the open requests and ready approvals for targets that nothing gates any more, and those that `alsoEnds` names
 * because what they were for is gone: a path, the driver, the order (engine.md, rule 11). Call it after the change, in
 * its transaction.
 */
export async function endUngated(
  tx: Transaction,
  caller: Caller,
  reason: string,
  alsoEnds: (request: Endable) => boolean = () => false,
): Promise<Endable[]> {
  const { bindings } = await readGates(tx, caller.organizationId, "environment-promotion");
  const isUngated = await ungatedUnder(tx, caller.organizationId, bindings);
  return endRequests(tx, caller, reason, (request) => isUngated(request) || alsoEnds(request));
}

/**
 * Tells of a request whether nothing would gate its target under these bindings: the one computation behind what is said
 * beforehand and what then ends. No bindings: the workflow is off.
 */
export async function ungatedUnder(
  db: Queryable,
  organizationId: OrganizationId,
  bindings: readonly Binding[],
): Promise<(request: Endable) => boolean> {
  const critical = await readCritical(db, organizationId);
  return ({ projectId, componentId, from, to }) => {
    if (!projectId || !componentId || !to) return false;
    const target = { projectId, componentId, from, to, critical: critical.get(to as EnvironmentId) ?? false };
    return resolveBinding(bindings, target) === null;
  };
}
