import type { Database } from "@/db/client";
import { isEnforced, type Workflow } from "@/lib/approvals/core/vocabulary";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { lockOrganization, readClock } from "@/lib/directory/store";
import { wakeDrainer } from "@/lib/jobs/wake";
import { type FieldError, type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type Recorded, reasonMissing, settleChange } from "./end-gates";
import type { ConfigureWorkflowInput } from "./input";
import { readOrganizationRules } from "./organization-rules";
import { saveOrganizationRules } from "./save-organization-rules";
import { lockSwitch, readGates, updateSwitch } from "./store";
import { type BindingRow, deleteBinding } from "./store-bindings";
import { type Gates, ungatedWords } from "./what-ends";

export const notEnforced = refusal("invalid_input", {
  errors: [{ path: "workflow", message: "Nothing enforces this workflow yet, so it cannot be switched on." }],
});

/**
 * Turns a workflow on with the organization's rules for it, changes those, or turns it off, which takes no rules (api.md, PUT /workflows).
 * One transaction: nothing is on before everything is saved. Turning off, and gating fewer targets, needs a reason, ends
 * what it ungates and tells the other administrators (engine.md, rule 11). Needs `workflow.manage`.
 */
export async function configureWorkflow(
  db: Database,
  caller: Caller,
  workflow: Workflow,
  input: ConfigureWorkflowInput,
): Promise<Result<{ enabled: boolean; ended: number[] }>> {
  if (!callerMay(caller, "workflow.manage", "organization")) return refused(refusal("not_permitted"));
  if (!isEnforced(workflow)) return refused(notEnforced);
  const errors = misplacedFields(workflow, input);
  if (errors.length > 0) return refused(refusal("invalid_input", { errors }));
  const unsaved = rulesOfWhatIsOff(input);
  if (unsaved) return refused(unsaved);
  const { organizationId } = caller;
  const result = await db.transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const held = await lockSwitch(tx, organizationId, workflow, { changedBy: caller.member.id });
    if (!held) throw new Error("invariant: the switch was just made");
    const before = await readOrganizationRules(tx, organizationId, workflow, input.action);
    if (input.basedOn !== undefined && input.basedOn !== before.hash)
      return refused(refusal("profile_changed", { facts: { basedOn: before.hash } }));
    const gates = await readGates(tx, organizationId, workflow);
    const after = gatesAfter(gates, before.bound, input);
    const ungated = await ungatedWords(tx, organizationId, workflow, { before: gates, after });
    const turnsOff = held.enabled && !after.enabled;
    if ((turnsOff || ungated.length > 0) && !input.reason) return refused(reasonMissing);
    const recorded: Recorded[] = [];
    if (input.enabled) {
      const saved = await saveOrganizationRules(tx, caller, workflow, before, input);
      if (!saved.ok) return saved;
      recorded.push(...saved.value);
    } else if (input.action && before.bound) {
      await deleteBinding(tx, organizationId, before.bound.id);
      const removed = { action: input.action, profile: before.profile?.name ?? null };
      recorded.push({ type: "binding.removed", data: { before: removed } });
    }
    if (held.enabled !== after.enabled) {
      const changedAt = await readClock(tx);
      await updateSwitch(tx, { ...held, enabled: after.enabled, changedBy: caller.member.id, changedAt });
      recorded.push({ type: after.enabled ? "workflow.enabled" : "workflow.disabled", data: {} });
    }
    const { reason } = input;
    return ok({
      enabled: after.enabled,
      ended: await settleChange(tx, caller, { workflow, recorded, ungated, reason }),
    });
  });
  if (result.ok) wakeDrainer();
  return result;
}

const rulesFields = [
  "targets",
  "profile",
  "roles",
  "assignees",
  "assigneesMode",
  "requiredApprovals",
] as const satisfies (keyof ConfigureWorkflowInput)[];

/** Turning off saves no rules: whoever sends some would believe that they were. Each is named. */
function rulesOfWhatIsOff(input: ConfigureWorkflowInput): Refusal | null {
  const sent = input.enabled ? [] : rulesFields.filter((field) => input[field] !== undefined);
  if (sent.length === 0) return null;
  const message = "Turning a workflow off changes no rules. Leave this out, or send it with enabled: true.";
  return refusal("invalid_input", { errors: sent.map((path) => ({ path, message })) });
}

/**
 * The gates as they will be. A workflow that was off had none, so nothing can be ungated by turning it on. One action alone
 * is turned off by taking its binding away, and the workflow with it where that was the last.
 */
function gatesAfter(
  { enabled, bindings }: Gates,
  bound: BindingRow | undefined,
  input: ConfigureWorkflowInput,
): Gates {
  const { targets } = input;
  if (input.enabled) {
    const changed = bindings.map((one) => (one.id === bound?.id && targets ? { ...one, targets } : one));
    return { enabled: true, bindings: changed };
  }
  const left = input.action ? bindings.filter(({ id }) => id !== bound?.id) : [];
  return { enabled: enabled && left.length > 0, bindings: left };
}

/** Fields that mean nothing for the workflow. */
function misplacedFields(workflow: Workflow, { action, targets }: ConfigureWorkflowInput): FieldError[] {
  return [
    ...(action !== undefined && workflow !== "certificate-operation"
      ? [{ path: "action", message: "Only certificate operations have rules for each action here." }]
      : []),
    ...(targets === "critical" && workflow !== "environment-promotion"
      ? [{ path: "targets", message: "Only environments are critical. Leave it out." }]
      : []),
  ];
}
