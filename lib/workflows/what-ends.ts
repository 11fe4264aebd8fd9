import type { Queryable } from "@/db/client";
import type { RequestWorkflow } from "@/lib/approvals/core/request-subject";
import { certificateActions } from "@/lib/approvals/core/vocabulary";
import type { OrganizationId, ProjectId } from "@/lib/kernel/ids";
import type { Binding } from "./core/resolve-binding";
import type { OperationBinding } from "./core/resolve-operation";
import { ungatedBy } from "./core/ungated";
import { operationInWords, ungatedOperations } from "./core/ungated-operations";
import { gatedPlaces, projectsById, ungatedInWords } from "./views-places";

/** A workflow's switch and its bindings; off, it has none. */
export interface Gates {
  enabled: boolean;
  bindings: (Binding & OperationBinding)[];
}

/** What needs no approval any more once these gates are those, in words; none where everything stays gated (engine.md, rule 11). */
export async function ungatedWords(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: RequestWorkflow,
  { before, after }: { before: Gates; after: Gates },
): Promise<string[]> {
  if (workflow === "environment-promotion") {
    const ungated = ungatedBy(before.bindings, after.bindings, await gatedPlaces(db, organizationId));
    return ungatedInWords(db, organizationId, ungated);
  }
  // What is asked for with a profile or rules of its own needs no binding, only that the workflow is on.
  if (before.enabled && !after.enabled && workflow === "external")
    return ["Everything that other systems ask for"];
  const actions = workflow === "certificate-operation" ? certificateActions : null;
  const ungated = ungatedOperations(before.bindings, after.bindings, actions);
  const projects = await projectsById(
    db,
    organizationId,
    ungated.flatMap(({ projectId }) => projectId ?? []),
  );
  const nameOf = (id: ProjectId) => projects.find((one) => one.id === id)?.name ?? "a project";
  return ungated.map((one) => operationInWords(one, nameOf));
}
