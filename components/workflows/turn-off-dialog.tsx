"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { Modal } from "@heroui/react/modal";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { useState } from "react";
import { errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import type { TurnOffView, WorkflowActions, WorkflowRowView } from "./workflow-views";

interface TurnOffDialogProps {
  workflow: WorkflowRowView;
  turnOffWorkflowAction: WorkflowActions["turnOffWorkflowAction"];
  onClose: () => void;
}

function Effects({ effects }: { effects: TurnOffView }) {
  const lists = [
    { title: "Needs no approval any more", items: effects.ungates },
    { title: "Open requests that this cancels", items: effects.endedRequests },
    { title: "Approvals, given and not used yet, that this revokes", items: effects.revokedApprovals },
  ].filter((list) => list.items.length > 0);
  return lists.map((list) => (
    <section key={list.title} aria-label={list.title}>
      <h3 className="text-sm font-medium">{list.title}</h3>
      <ul className="mt-0.5 max-h-36 list-disc overflow-y-auto pl-4 text-sm text-muted">
        {list.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  ));
}

/** Says beforehand what becomes ungated and what ends, and asks why (engine.md, rule 11). */
export function TurnOffDialog({ workflow, turnOffWorkflowAction, onClose }: TurnOffDialogProps) {
  const [reason, setReason] = useState("");
  const { run, isPending, failure } = useAction(turnOffWorkflowAction, onClose);
  const reasonError =
    errorAt(failure, "reason") ?? (failure?.code === "reason_required" ? failure.message : undefined);
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
              run({ workflow: workflow.slug, reason });
            }}
          >
            <Modal.Body className="mt-3! grid content-start gap-4">
              <Effects effects={workflow.turnOff} />
              <TextField
                isRequired
                name="reason"
                value={reason}
                onChange={setReason}
                isInvalid={reasonError !== undefined}
                validationBehavior="aria"
              >
                <Label>Reason</Label>
                <TextArea rows={2} placeholder="Kept in the audit log and sent to all other administrators" />
                <FieldError>{reasonError}</FieldError>
              </TextField>
              {reasonError ? null : <FormError failure={failure} shownBeside={["reason"]} />}
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
