"use client";

import { Button } from "@heroui/react/button";
import { Modal } from "@heroui/react/modal";
import { useState } from "react";
import { errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import { ReasonField } from "./reason-field";
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
  return (
    <Modal.Backdrop
      isOpen
      onOpenChange={(isOpen) => (isOpen || isPending ? undefined : onClose())}
      isDismissable={false}
    >
      <Modal.Container size="md">
        <Modal.Dialog role="alertdialog">
          <Modal.Header>
            <Modal.Heading>Turn off {workflow.name}?</Modal.Heading>
          </Modal.Header>
          <form
            className="contents"
            onSubmit={(event) => {
              event.preventDefault();
              run({
                workflow: workflow.slug,
                ...(workflow.action ? { action: workflow.action } : {}),
                reason,
              });
            }}
          >
            <Modal.Body className="mt-3! grid auto-rows-max content-start gap-4">
              <UngatingEffects effects={workflow.turnOff} />
              <ReasonField value={reason} onChange={setReason} failure={failure} />
              {errorAt(failure, "reason") ? null : <FormError failure={failure} />}
            </Modal.Body>
            <Modal.Footer>
              <Button variant="secondary" onPress={onClose} isDisabled={isPending}>
                Keep it on
              </Button>
              <SubmitButton variant="danger" isPending={isPending} pendingLabel="Turning off…">
                Turn off
              </SubmitButton>
            </Modal.Footer>
          </form>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
