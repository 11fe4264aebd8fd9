"use client";

import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormError } from "@/components/ui/form-error";
import { ReasonField, reasonError } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
import { UngatingEffects } from "./ungating-effects";
import type { WorkflowActions, WorkflowRowView } from "./workflow-views";

interface TurnOffDialogProps {
  workflow: WorkflowRowView;
  turnOffWorkflowAction: WorkflowActions["turnOffWorkflowAction"];
  onClose: () => void;
}

/** Says beforehand what becomes ungated and what ends, and asks why (engine.md, rule 11). */
export function TurnOffDialog({ workflow, turnOffWorkflowAction, onClose }: TurnOffDialogProps) {
  const [reason, setReason] = useState("");
  const { run, isPending, failure } = useAction(turnOffWorkflowAction, onClose);
  const { slug, action } = workflow;
  return (
    <FormDialog
      title={`Turn off ${workflow.name}?`}
      isDangerous
      size="md"
      dismissLabel="Keep it on"
      confirmLabel="Turn off"
      pendingLabel="Turning off…"
      isPending={isPending}
      onSubmit={() => run({ workflow: slug, ...(action ? { action } : {}), reason })}
      onClose={onClose}
    >
      <UngatingEffects effects={workflow.turnOff} />
      <ReasonField value={reason} onChange={setReason} failure={failure} />
      {reasonError(failure) ? null : <FormError failure={failure} />}
    </FormDialog>
  );
}
