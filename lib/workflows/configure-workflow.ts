import type { Database, Transaction } from "@/db/client";
import { presets } from "@/lib/approvals/core/presets";
import { enforcedWorkflows, type Workflow } from "@/lib/approvals/core/vocabulary";
import { endRequests } from "@/lib/approvals/end-requests";
import { recordAudit } from "@/lib/audit/record";
import { actorOf, type Caller, callerMay } from "@/lib/directory/caller";
import { resolveMembers, resolveRoles } from "@/lib/directory/resolve-names";
import { wakeDrainer } from "@/lib/jobs/wake";
import { newId } from "@/lib/kernel/new-id";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { endUngated } from "./end-ungated";
import type { ConfigureWorkflowInput } from "./input";
import { saveProfile } from "./save-profile";
import { type SimpleRules, withSimple } from "./simple-rules";
import {
  findProfile,
  insertBinding,
  latestVersion,
  lockSwitch,
  readOrganizationBinding,
  updateBinding,
  updateSwitch,
} from "./store";

export const workflowProfileNames: Record<Workflow, string> = {
  "environment-promotion": "Environment Promotion",
  "api-subscription": "API Subscription",
  "certificate-operation": "Certificate Operations",
  external: "External Requests",
};

/**
 * Turns a workflow on with the organization's rules for it, changes those, or turns it off (api.md, PUT /workflows).
 * One transaction: nothing is on before everything is saved, and turning off ends what it ungates (engine.md, rule 11).
 */
export async function configureWorkflow(
  db: Database,
  caller: Caller,
  workflow: Workflow,
  input: ConfigureWorkflowInput,
): Promise<Result<{ enabled: boolean; ended: number[] }>> {
  if (!callerMay(caller, "workflow.manage", "organization")) return refused(refusal("not_permitted"));
  if (!enforcedWorkflows.includes(workflow))
    return refused(
      invalidField("workflow", "Nothing enforces this workflow yet, so it cannot be switched on."),
    );
  const result = await db.transaction(async (tx) => {
    const held = await lockSwitch(tx, caller.organizationId, workflow, { changedBy: caller.member.id });
    if (!held) throw new Error("invariant: the switch was just made");
    const now = new Date();
    const turnsOff = held.enabled && !input.enabled;
    if (turnsOff && !input.reason)
      return refused(
        refusal("reason_required", {
          errors: [
            {
              path: "reason",
              message: "Say why approvals are turned off. Everybody whose request ends will read it.",
            },
          ],
        }),
      );
    if (input.enabled) {
      const saved = await saveOrganizationRules(tx, caller, workflow, input, now);
      if (!saved.ok) return saved;
    }
    if (held.enabled !== input.enabled) {
      await updateSwitch(tx, {
        ...held,
        enabled: input.enabled,
        changedBy: caller.member.id,
        changedAt: now,
      });
      const type = input.enabled ? "workflow.enabled" : "workflow.disabled";
      await recordAudit(tx, {
        organizationId: caller.organizationId,
        type,
        actor: actorOf(caller),
        at: now,
        data: { workflow, reason: input.reason ?? null },
      });
    }
    const reason = input.reason ?? "The workflow's rules were changed so that nothing gates this any more.";
    const ended = turnsOff
      ? await endRequests(tx, caller, reason, () => true)
      : await endUngated(tx, caller, reason);
    return ok({ enabled: input.enabled, ended: ended.map(({ number }) => number) });
  });
  if (result.ok) wakeDrainer();
  return result;
}

/** Saves the profile that the organization's binding names, and the binding. */
async function saveOrganizationRules(
  tx: Transaction,
  caller: Caller,
  workflow: Workflow,
  input: ConfigureWorkflowInput,
  now: Date,
): Promise<Result<null>> {
  const { organizationId } = caller;
  const bound = await readOrganizationBinding(tx, organizationId, workflow);
  if (input.profile !== undefined) {
    const named = await findProfile(tx, organizationId, { name: input.profile });
    if (!named)
      return refused(invalidField("profile", `There is no approval profile called "${input.profile}".`));
    return bind(tx, caller, workflow, bound, {
      profileId: named.id,
      ...(input.targets && { targets: input.targets }),
    });
  }
  const profile = bound ? await findProfile(tx, organizationId, { id: bound.profileId }) : undefined;
  const latest = bound ? await latestVersion(tx, organizationId, bound.profileId) : undefined;
  const change = await simpleChange(tx, caller, input);
  if (!change.ok) return change;
  const rules = withSimple(latest?.rules ?? presets.countersign.rules, change.value);
  if (!rules && Object.keys(change.value).length > 0)
    return refused(
      invalidField("roles", "These rules have more than one requirement. Edit them in the profile editor."),
    );
  const name = profile?.name ?? workflowProfileNames[workflow];
  const saved = rules
    ? await saveProfile(tx, caller, { name, rules, basedOn: input.basedOn ?? null }, now)
    : undefined;
  if (saved && !saved.ok) return refused(inDialogWords(saved.refusal));
  const profileId = saved?.value.profileId ?? bound?.profileId;
  if (!profileId) throw new Error("invariant: rules were saved or bound before");
  return bind(tx, caller, workflow, bound, { profileId, ...(input.targets && { targets: input.targets }) });
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

type Bound = Awaited<ReturnType<typeof readOrganizationBinding>>;

async function bind(
  tx: Transaction,
  caller: Caller,
  workflow: Workflow,
  bound: Bound,
  change: { profileId: NonNullable<Bound>["profileId"]; targets?: "critical" | "every" },
): Promise<Result<null>> {
  const { organizationId } = caller;
  const { targets, kinds } = presets.countersign;
  if (!bound)
    await insertBinding(tx, { id: newId("bnd"), organizationId, workflow, targets, kinds, ...change });
  else await updateBinding(tx, organizationId, bound.id, change);
  const after = { targets: bound?.targets ?? targets, ...change };
  if (bound?.profileId !== after.profileId || bound.targets !== after.targets)
    await recordAudit(tx, {
      organizationId,
      type: "binding.saved",
      actor: actorOf(caller),
      at: new Date(),
      data: {
        workflow,
        before: bound ? { targets: bound.targets, profileId: bound.profileId } : null,
        after,
      },
    });
  return ok(null);
}

/** Where the rules' own paths point, said as the dialog's fields. */
function inDialogWords(why: ReturnType<typeof refusal>) {
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
