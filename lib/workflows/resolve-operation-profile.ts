import type { Queryable } from "@/db/client";
import type { OrganizationId } from "@/lib/kernel/ids";
import { type Operation, type OperationBinding, resolveOperation } from "./core/resolve-operation";
import { readGates } from "./store";

/** The workflows whose operations another system does. */
type OperationWorkflow = "external" | "certificate-operation";

type OperationGate =
  | { gate: "gated"; binding: OperationBinding }
  | { gate: "workflow_disabled" | "approval_not_required"; binding: null };

/** Whether and by what an operation is gated now; the counterpart of `gateOf` for what another system does. */
export async function operationGate(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: OperationWorkflow,
  operation: Operation,
): Promise<OperationGate> {
  const { enabled, bindings } = await readGates(db, organizationId, workflow);
  if (!enabled) return { gate: "workflow_disabled", binding: null };
  const binding = resolveOperation(bindings, operation);
  return binding ? { gate: "gated", binding } : { gate: "approval_not_required", binding: null };
}
