import type { Transaction } from "@/db/client";
import { type Endable, endRequests } from "@/lib/approvals/end-requests";
import type { Caller } from "@/lib/directory/caller";
import type { EnvironmentId } from "@/lib/kernel/ids";
import { resolveBinding } from "./core/resolve-binding";
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
  const { enabled, bindings } = await readGates(tx, caller.organizationId, "environment-promotion");
  const critical = await readCritical(tx, caller.organizationId);
  return endRequests(tx, caller, reason, (request) => {
    const { projectId, componentId, from, to } = request;
    if (!projectId || !componentId || !to) return false;
    const target = { projectId, componentId, from, to, critical: critical.get(to as EnvironmentId) ?? false };
    return !enabled || resolveBinding(bindings, target) === null || alsoEnds(request);
  });
}
