import type { BindingId, ProfileId, ProjectId } from "@/lib/kernel/ids";

/** What of another system's operations is gated, by which profile. Null fields hold for all. */
export interface OperationBinding {
  id: BindingId;
  profileId: ProfileId;
  projectId: ProjectId | null;
  resource: string | null;
  action: string | null;
}

/** What another system would do. Certificate operations belong to no project. */
export interface Operation {
  projectId: ProjectId | null;
  resource: string;
  action: string;
}

function matches(binding: OperationBinding, operation: Operation): boolean {
  return (
    (binding.projectId === null || binding.projectId === operation.projectId) &&
    (binding.resource === null || binding.resource === operation.resource) &&
    (binding.action === null || binding.action === operation.action)
  );
}

/**
 * Project above organization; then resource and action, above one of them, above none (engine.md). Of a resource alone and
 * an action alone the resource is the more specific: like a target environment, it says where.
 */
function specificity({ projectId, resource, action }: OperationBinding): number {
  return (projectId === null ? 0 : 4) + (resource === null ? 0 : 2) + (action === null ? 0 : 1);
}

/** The most specific binding for this operation, or null: then nothing gates it. Equal ones were refused when saved. */
export function resolveOperation<One extends OperationBinding>(
  bindings: readonly One[],
  operation: Operation,
): One | null {
  const [best] = bindings
    .filter((binding) => matches(binding, operation))
    .sort((a, b) => specificity(b) - specificity(a) || (a.id < b.id ? -1 : 1));
  return best ?? null;
}
