import type { Queryable, Transaction } from "@/db/client";
import { aboutOf, type RequestWorkflow } from "@/lib/approvals/core/request-subject";
import { type Endable, endRequests } from "@/lib/approvals/end-requests";
import type { Caller } from "@/lib/directory/caller";
import type { EnvironmentId, OrganizationId } from "@/lib/kernel/ids";
import { resolveBinding } from "./core/resolve-binding";
import { resolveOperation } from "./core/resolve-operation";
import { readCritical, readGates } from "./store";
import type { Gates } from "./what-ends";

/**
 * Ends the open requests and ready approvals for what nothing gates any more, and those that `alsoEnds` names because
 * what they were for is gone: a path, the driver, the order (engine.md, rule 11). Call it after the change, in its
 * transaction.
 */
export async function endUngated(
  tx: Transaction,
  caller: Caller,
  workflow: RequestWorkflow,
  reason: string,
  alsoEnds: (request: Endable) => boolean = () => false,
): Promise<Endable[]> {
  const gates = await readGates(tx, caller.organizationId, workflow);
  const isUngated = await ungatedUnder(tx, caller.organizationId, gates);
  return endRequests(tx, caller, workflow, reason, (request) => isUngated(request) || alsoEnds(request));
}

/**
 * Tells of a request whether nothing would gate it under these bindings: the one computation behind what is said
 * beforehand and what then ends.
 */
export async function ungatedUnder(
  db: Queryable,
  organizationId: OrganizationId,
  { enabled, bindings }: Gates,
): Promise<(request: Endable) => boolean> {
  const critical = await readCritical(db, organizationId);
  return ({ projectId, componentId, from, to, rulesFrom, ...row }) => {
    const about = aboutOf(row);
    if (about.workflow !== "environment-promotion") {
      // Asked for with a profile or rules of its own: no binding let it in, so none that goes ends it.
      if (enabled && rulesFrom !== null) return false;
      return resolveOperation(bindings, { ...about.subject, projectId }) === null;
    }
    if (!projectId || !componentId || !to) return false;
    const target = { projectId, componentId, from, to, critical: critical.get(to as EnvironmentId) ?? false };
    return resolveBinding(bindings, target) === null;
  };
}
