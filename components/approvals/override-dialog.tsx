"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { Modal } from "@heroui/react/modal";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { errorAt } from "@/components/ui/action-result";
import { ChoiceField } from "@/components/ui/choice-field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import type { OverrideAction, RequestReviewView } from "./review-views";

export interface OverrideDialogProps {
  number: number;
  /** What each decision would do, as sentences. */
  effects: NonNullable<RequestReviewView["override"]>;
  overrideAction: OverrideAction;
  /** Where the panel leads once it is decided. */
  afterHref?: string | undefined;
  onClose: () => void;
}

const choices = [
  { value: "approve", label: "Approve" },
  { value: "reject", label: "Reject" },
] as const;
const words = {
  approve: { confirm: "Override and approve", pending: "Approving…" },
  reject: { confirm: "Override and reject", pending: "Rejecting…" },
} as const;

/** Says what overriding does, and wants a reason. Stays open, with what the server says, when it is refused. */
export function OverrideDialog({ number, effects, overrideAction, afterHref, onClose }: OverrideDialogProps) {
  const router = useRouter();
  const [decision, setDecision] = useState<"approve" | "reject">("approve");
  const [reason, setReason] = useState("");
  const { run, isPending, failure } = useAction(overrideAction, () => {
    onClose();
    if (afterHref) router.replace(afterHref as Parameters<typeof router.replace>[0], { scroll: false });
  });
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
            <Modal.Heading>Override the approvers of request {number}?</Modal.Heading>
          </Modal.Header>
          <form
            className="contents"
            onSubmit={(event) => {
              event.preventDefault();
              run({ number, decision, reason });
            }}
          >
            <Modal.Body className="mt-3! grid auto-rows-max content-start gap-4">
              <ChoiceField
                label="Decision"
                value={decision}
                choices={[...choices]}
                onChange={setDecision}
                error={undefined}
              />
              <p aria-live="polite">{effects[decision]}</p>
              <TextField
                isRequired
                name="reason"
                value={reason}
                onChange={setReason}
                isInvalid={reasonError !== undefined}
                validationBehavior="aria"
              >
                <Label>Reason</Label>
                <TextArea rows={2} placeholder="Why this cannot wait for its approvers" />
                <FieldError>{reasonError}</FieldError>
              </TextField>
              {reasonError ? null : <FormError failure={failure} shownBeside={["reason"]} />}
            </Modal.Body>
            <Modal.Footer>
              <Button variant="secondary" onPress={onClose} isDisabled={isPending}>
                Leave it to them
              </Button>
              <SubmitButton variant="danger" isPending={isPending} pendingLabel={words[decision].pending}>
                {words[decision].confirm}
              </SubmitButton>
            </Modal.Footer>
          </form>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
