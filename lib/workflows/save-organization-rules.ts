import type { Transaction } from "@/db/client";
import { presets } from "@/lib/approvals/core/presets";
import type { EnforcedWorkflow } from "@/lib/approvals/core/vocabulary";
import type { Caller } from "@/lib/directory/caller";
import { resolveMembers, resolveRoles } from "@/lib/directory/resolve-names";
import { newId } from "@/lib/kernel/new-id";
import { invalidField, type Refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { Recorded } from "./end-gates";
import type { ConfigureWorkflowInput } from "./input";
import type { OrganizationRules } from "./organization-rules";
import { operationTargets } from "./resolve-binding-input";
import { saveProfile } from "./save-profile";
import { type SimpleRules, withSimple } from "./simple-rules";
import { findProfile, latestVersion } from "./store";
import {
  type BindingRow,
  insertBinding,
  listBindings,
  updateBinding,
  wholeOrganization,
} from "./store-bindings";
import { workflowWords } from "./workflow-words";

/** Saves the profile that the organization's binding names, or `input` does, and the binding. */
export async function saveOrganizationRules(
  tx: Transaction,
  caller: Caller,
  workflow: EnforcedWorkflow,
  before: OrganizationRules,
  input: ConfigureWorkflowInput,
): Promise<Result<Recorded[]>> {
  const { organizationId } = caller;
  const { bound } = before;
  const named =
    input.profile === undefined ? undefined : await findProfile(tx, organizationId, { name: input.profile });
  if (input.profile !== undefined && !named)
    return refused(invalidField("profile", `There is no approval profile called "${input.profile}".`));
  const change = await simpleChange(tx, caller, input);
  if (!change.ok) return change;
  const changes = Object.keys(change.value).length > 0;
  // Turned on with what more specific bindings say, and nothing for everything else.
  const saysNothing =
    !bound && !named && !changes && input.targets === undefined && input.action === undefined;
  if (saysNothing && (await listBindings(tx, organizationId, workflow)).length > 0) return ok([]);
  // A profile of that name may be there, bound to nothing: it is taken up, not written over.
  const { name } = workflowWords[workflow];
  const ownName = input.action ? `${name}: ${input.action}` : name;
  const profile = named ?? before.profile ?? (await findProfile(tx, organizationId, { name: ownName }));
  const latest = profile ? await latestVersion(tx, organizationId, profile.id) : undefined;
  const bindTo = (profileId: BindingRow["profileId"]) =>
    bind(tx, caller, { workflow, action: input.action ?? null }, bound, { profileId, ...picked(input) });
  if (profile && !changes) return ok(await bindTo(profile.id));
  const rules = withSimple(latest?.rules ?? presets.countersign.rules, change.value);
  if (!rules)
    return refused(
      invalidField(
        "roles",
        "These rules have more than one requirement. Change them as an approval profile.",
      ),
    );
  const saved = await saveProfile(tx, caller, {
    name: profile?.name ?? ownName,
    rules,
    basedOn: latest?.rulesHash ?? null,
  });
  if (!saved.ok) return refused(inDialogWords(saved.refusal));
  const { profileId, recorded } = saved.value;
  return ok([...recorded, ...(await bindTo(profileId))]);
}

function picked({ targets }: ConfigureWorkflowInput) {
  return targets ? { targets } : {};
}

async function simpleChange(
  tx: Transaction,
  caller: Caller,
  input: ConfigureWorkflowInput,
): Promise<Result<Partial<SimpleRules>>> {
  const roles = input.roles && (await resolveRoles(tx, caller.organizationId, input.roles, "roles"));
  if (roles && !roles.ok) return roles;
  const assignees =
    input.assignees && (await resolveMembers(tx, caller.organizationId, input.assignees, "assignees"));
  if (assignees && !assignees.ok) return assignees;
  return ok({
    ...(roles && { roles: roles.value }),
    ...(assignees && { assignees: assignees.value }),
    ...(input.assigneesMode && { assigneesMode: input.assigneesMode }),
    ...(input.requiredApprovals && { requiredApprovals: input.requiredApprovals }),
  });
}

async function bind(
  tx: Transaction,
  caller: Caller,
  { workflow, action }: { workflow: EnforcedWorkflow; action: string | null },
  bound: BindingRow | undefined,
  change: Pick<BindingRow, "profileId"> & { targets?: BindingRow["targets"] },
): Promise<Recorded[]> {
  const { organizationId } = caller;
  const { targets, kinds } = workflow === "environment-promotion" ? presets.countersign : operationTargets;
  const after = { targets: bound?.targets ?? targets, ...change };
  if (bound?.profileId === after.profileId && bound.targets === after.targets) return [];
  if (bound) await updateBinding(tx, organizationId, bound.id, change);
  else
    await insertBinding(tx, {
      id: newId("bnd"),
      organizationId,
      workflow,
      ...wholeOrganization,
      action,
      kinds,
      ...after,
    });
  const before = bound ? { targets: bound.targets, profileId: bound.profileId } : null;
  return [{ type: "binding.saved", data: { before, after } }];
}

/** Where the rules' own paths point, said as the dialog's fields. */
function inDialogWords(why: Refusal) {
  const field = (path: string) =>
    path.endsWith("narrowTo")
      ? "assignees"
      : path.endsWith("requiredApprovals")
        ? "requiredApprovals"
        : path.endsWith("approvers")
          ? "roles"
          : path;
  return why.errors
    ? { ...why, errors: why.errors.map(({ path, message }) => ({ path: field(path), message })) }
    : why;
}
