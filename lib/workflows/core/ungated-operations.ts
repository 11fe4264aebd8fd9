import type { ProjectId } from "@/lib/kernel/ids";
import { type OperationBinding, resolveOperation } from "./resolve-operation";

/** Operations that lose their gate. Null: of everything that no binding names. */
export interface UngatedOperation {
  projectId: ProjectId | null;
  resource: string | null;
  action: string | null;
}

/** Stand for a project, a resource and an action that no binding names. No real one is empty. */
const other = "";

function namedIn<Value>(values: (Value | null)[]): (Value | null)[] {
  return [null, ...new Set(values.filter((value) => value !== null))];
}

/**
 * What is gated under `before` and not under `after` (engine.md, rule 11), told once: not again for a resource or an
 * action of which all is lost. `actions`: all that there are, where that is known.
 */
export function ungatedOperations(
  before: readonly OperationBinding[],
  after: readonly OperationBinding[],
  actions: readonly string[] | null,
): UngatedOperation[] {
  const all = [...before, ...after];
  const combinations = namedIn(all.map(({ projectId }) => projectId)).flatMap((projectId) =>
    namedIn(all.map(({ resource }) => resource)).flatMap((resource) =>
      (actions ?? namedIn(all.map(({ action }) => action))).map((action) => ({
        projectId,
        resource,
        action,
      })),
    ),
  );
  const lost = combinations.filter(({ projectId, resource, action }) => {
    const operation = {
      projectId: projectId ?? (other as ProjectId),
      resource: resource ?? other,
      action: action ?? other,
    };
    return resolveOperation(before, operation) !== null && resolveOperation(after, operation) === null;
  });
  return lost.filter((one) => !lost.some((wider) => wider !== one && covers(wider, one)));
}

function covers(wider: UngatedOperation, one: UngatedOperation): boolean {
  return (["projectId", "resource", "action"] as const).every(
    (field) => wider[field] === null || wider[field] === one[field],
  );
}

/** "revoke on tls/shop", "Everything on billing-db in Shop", "Everything": what needs no approval any more. */
export function operationInWords(
  { resource, action, projectId }: UngatedOperation,
  projectName: (id: ProjectId) => string,
): string {
  const on = resource === null ? "" : ` on ${resource}`;
  const within = projectId === null ? "" : ` in ${projectName(projectId)}`;
  return `${action ?? "Everything"}${on}${within}`;
}
