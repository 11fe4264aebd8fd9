import type { Database } from "@/db/client";
import { workflows } from "@/lib/approvals/core/vocabulary";
import type { Caller } from "@/lib/directory/caller";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { configureWorkflow } from "./configure-workflow";
import type { ConfigureWorkflowInput } from "./input";
import { type WorkflowView, workflowViewOf } from "./workflow-view";

/** `PUT /workflows/{workflow}`: configures it, and answers how it is then and which requests that ended. */
export async function putWorkflow(
  db: Database,
  caller: Caller,
  { workflow: named, ...input }: ConfigureWorkflowInput & { workflow: string },
): Promise<Result<WorkflowView & { ended: number[] }>> {
  const workflow = workflows.find((one) => one === named);
  if (!workflow) return refused(refusal("not_found"));
  const done = await configureWorkflow(db, caller, workflow, input);
  if (!done.ok) return done;
  const view = await workflowViewOf(db, caller.organizationId, workflow);
  return ok({ ...view, ended: done.value.ended });
}
