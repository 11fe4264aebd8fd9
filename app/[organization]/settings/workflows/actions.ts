"use server";

import { action } from "@/lib/transport/action";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { saveWorkflowInput, turnOffWorkflowInput } from "@/lib/workflows/input";

/** On only after this: the dialog's Save, with the rules. */
export const saveWorkflowAction = action({
  input: saveWorkflowInput,
  run: (db, caller, { workflow, ...settings }) =>
    configureWorkflow(db, caller, workflow, { enabled: true, ...settings }),
});

export const turnOffWorkflowAction = action({
  input: turnOffWorkflowInput,
  run: (db, caller, { workflow, ...said }) =>
    configureWorkflow(db, caller, workflow, { enabled: false, ...said }),
});
