import type { Database, Transaction } from "@/db/client";
import { type EnforcedWorkflow, isEnforced, type Workflow, workflows } from "@/lib/approvals/core/vocabulary";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { lockOrganization } from "@/lib/directory/store";
import { wakeDrainer } from "@/lib/jobs/wake";
import type { BindingId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { notEnforced } from "./configure-workflow";
import { reasonMissing, settleChange } from "./end-gates";
import type { BindingInput } from "./input";
import { resolveBindingInput } from "./resolve-binding-input";
import { readGates } from "./store";
import {
  type BindingRow,
  deleteBinding,
  findBindingFor,
  insertBinding,
  listBindings,
  updateBinding,
} from "./store-bindings";
import { type BindingView, bindingViews } from "./views-bindings";
import { ungatedWords } from "./what-ends";

type Ended = { ended: number[] };

/** Binds a profile to what it is to gate. Another binding for the same is `binding_conflict`. Needs `workflow.manage`. */
export async function createBinding(
  db: Database,
  caller: Caller,
  input: BindingInput & { workflow: string },
): Promise<Result<BindingView & Ended>> {
  return change(db, caller, input, async (tx, workflow) => {
    const row = await resolveBindingInput(tx, caller.organizationId, workflow, input);
    if (!row.ok) return row;
    const { organizationId } = caller;
    if (await findBindingFor(tx, organizationId, workflow, row.value))
      return refused(refusal("binding_conflict"));
    const stored = { ...row.value, id: newId("bnd"), organizationId, workflow };
    await insertBinding(tx, stored);
    return ok({ id: stored.id, type: "binding.created", data: { after: input } });
  });
}

/** Says anew what a binding gates, and by which profile. What it then no longer gates needs a reason and ends. Needs `workflow.manage`. */
export async function replaceBinding(
  db: Database,
  caller: Caller,
  input: BindingInput & { workflow: string; id: string },
): Promise<Result<BindingView & Ended>> {
  return change(db, caller, input, async (tx, workflow) => {
    const { organizationId } = caller;
    const held = await find(tx, caller, workflow, input.id);
    if (!held) return refused(refusal("not_found"));
    const row = await resolveBindingInput(tx, organizationId, workflow, input);
    if (!row.ok) return row;
    const same = await findBindingFor(tx, organizationId, workflow, row.value);
    if (same && same.id !== held.id) return refused(refusal("binding_conflict"));
    const [before] = await bindingViews(tx, organizationId, [held]);
    await updateBinding(tx, organizationId, held.id, row.value);
    return ok({ id: held.id, type: "binding.changed", data: { before, after: input } });
  });
}

/** Takes a binding away. What nothing else gates needs a reason and ends. Needs `workflow.manage`. */
export async function removeBinding(
  db: Database,
  caller: Caller,
  input: { workflow: string; id: string; reason?: string | undefined },
): Promise<Result<BindingView & Ended>> {
  return change(db, caller, input, async (tx, workflow) => {
    const held = await find(tx, caller, workflow, input.id);
    if (!held) return refused(refusal("not_found"));
    const [before] = await bindingViews(tx, caller.organizationId, [held]);
    await deleteBinding(tx, caller.organizationId, held.id);
    return ok({ id: null, type: "binding.removed", data: { before }, removed: before });
  });
}

type Changed = {
  id: BindingId | null;
  type: string;
  data: Record<string, unknown>;
  removed?: BindingView | undefined;
};

/** Thrown to undo what was stored when it turns out that a reason is missing. */
class Undone extends Error {}

/** One change of the bindings: does it, compares what is gated before and after, and settles that (engine.md, rule 11). */
async function change(
  db: Database,
  caller: Caller,
  input: { workflow: string; reason?: string | undefined },
  make: (tx: Transaction, workflow: EnforcedWorkflow) => Promise<Result<Changed>>,
): Promise<Result<BindingView & Ended>> {
  if (!callerMay(caller, "workflow.manage", "organization")) return refused(refusal("not_permitted"));
  const workflow = workflows.find((one) => one === input.workflow);
  if (!workflow) return refused(refusal("not_found"));
  if (!isEnforced(workflow)) return refused(notEnforced);
  const { organizationId } = caller;
  const work = db.transaction(async (tx): Promise<Result<BindingView & Ended>> => {
    await lockOrganization(tx, organizationId);
    const before = await readGates(tx, organizationId, workflow);
    const made = await make(tx, workflow);
    if (!made.ok) return made;
    const after = await readGates(tx, organizationId, workflow);
    const ungated = await ungatedWords(tx, organizationId, workflow, { before, after });
    if (ungated.length > 0 && !input.reason) throw new Undone();
    const { id, type, data, removed } = made.value;
    const { reason } = input;
    const ended = await settleChange(tx, caller, { workflow, recorded: [{ type, data }], ungated, reason });
    const rows = (await listBindings(tx, organizationId, workflow)).filter((one) => one.id === id);
    const [view = removed] = await bindingViews(tx, organizationId, rows);
    invariant(view, "the binding is there, or was");
    return ok({ ...view, ended });
  });
  try {
    const result = await work;
    if (result.ok) wakeDrainer();
    return result;
  } catch (error) {
    if (error instanceof Undone) return refused(reasonMissing);
    throw error;
  }
}

async function find(
  tx: Transaction,
  { organizationId }: Caller,
  workflow: Workflow,
  id: string,
): Promise<BindingRow | undefined> {
  return (await listBindings(tx, organizationId, workflow)).find((one) => one.id === id);
}
