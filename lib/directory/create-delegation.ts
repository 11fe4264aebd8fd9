import type { Database, Transaction } from "@/db/client";
import { refusalOfDelegating } from "@/lib/approvals/token-rights";
import type { ProjectId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { Caller } from "./caller";
import { type DelegationView, delegationView } from "./delegation-view";
import type { DelegationInput } from "./input-delegation";
import { hasPermission } from "./permissions";
import { recordChange } from "./record-change";
import { resolvePerson } from "./resolve-names";
import { findProjectId, insertDelegation } from "./store-delegations";

/**
 * Lets another member decide for the caller, everywhere or in one project, for a time or until it is cancelled. Only for
 * oneself, only to a person who is not disabled; one hop: what somebody decides as a delegate is not handed on.
 */
export async function createDelegation(
  db: Database,
  caller: Caller,
  input: DelegationInput,
): Promise<Result<DelegationView>> {
  const barred = refusalOfDelegating(caller);
  if (barred) return refused(barred);
  const { organizationId, member } = caller;
  return db.transaction(async (tx) => {
    const to = await resolvePerson(tx, organizationId, input.to, "to");
    if (!to.ok) return to;
    if (to.value === member.id)
      return refused(invalidField("to", "You decide for yourself already. Name somebody else."));
    const project = await projectOf(tx, caller, input.scope);
    if (!project.ok) return project;
    const id = newId("dlg");
    const endsAt = input.until ? new Date(input.until) : null;
    await insertDelegation(tx, {
      id,
      organizationId,
      fromMemberId: member.id,
      toMemberId: to.value,
      projectId: project.value,
      startsAt: new Date(input.from),
      endsAt,
    });
    const view = await delegationView(tx, caller, id);
    if (!view) throw new Error("invariant: a delegation that was stored can be read");
    const { scope, from, until } = view;
    await recordChange(tx, caller, "delegation.created", {
      delegation: id,
      to: view.to,
      scope,
      from: from.toISOString(),
      until: until?.toISOString() ?? null,
    });
    return ok(view);
  });
}

/** Null: everywhere. A project that the caller may not read is answered like one that does not exist. */
async function projectOf(
  tx: Transaction,
  { organizationId, roles }: Caller,
  scope: DelegationInput["scope"],
): Promise<Result<ProjectId | null>> {
  if (scope === "organization") return ok(null);
  const id = await findProjectId(tx, organizationId, scope.project);
  if (id && hasPermission(roles, "catalog.read", id)) return ok(id);
  return refused(
    refusal("invalid_input", {
      errors: [
        { path: "scope.project", message: `There is no project "${scope.project}" that you can read.` },
      ],
    }),
  );
}
