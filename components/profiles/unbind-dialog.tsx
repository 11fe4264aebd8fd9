"use client";

import { Button } from "@heroui/react/button";
import { Modal } from "@heroui/react/modal";
import { useState } from "react";
import { errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import { ReasonField } from "@/components/workflows/reason-field";
import { UngatingEffects } from "@/components/workflows/ungating-effects";
import type { BoundRow, RemoveBindingAction } from "./binding-views";

interface UnbindDialogProps {
  bound: BoundRow;
  removeBindingAction: RemoveBindingAction;
  onClose: () => void;
}

/** Says beforehand what nothing gates any more and what ends, and then asks why (engine.md, rule 11). */
export function UnbindDialog({ bound, removeBindingAction, onClose }: UnbindDialogProps) {
  const [reason, setReason] = useState("");
  const { run, isPending, failure } = useAction(removeBindingAction, onClose);
  const ungates = bound.removal.ungates.length > 0 || failure?.code === "reason_required";
  return (
    <Modal.Backdrop
      isOpen
      onOpenChange={(isOpen) => (isOpen || isPending ? undefined : onClose())}
      isDismissable={false}
    >
      <Modal.Container size="md">
        <Modal.Dialog role="alertdialog">
          <Modal.Header className="gap-1">
            <Modal.Heading>Remove this binding?</Modal.Heading>
            <p className="text-sm text-muted">{bound.words}</p>
          </Modal.Header>
          <form
            className="contents"
            onSubmit={(event) => {
              event.preventDefault();
              const { id, workflow } = bound;
              run({ id, workflow, ...(ungates ? { reason } : {}) });
            }}
          >
            <Modal.Body className="mt-3! grid auto-rows-max content-start gap-4">
              {ungates ? (
                <>
                  <UngatingEffects effects={bound.removal} />
                  <ReasonField value={reason} onChange={setReason} failure={failure} />
                </>
              ) : (
                <p className="text-sm text-muted">
                  Everything that needs an approval now needs one after it, too.
                </p>
              )}
              {errorAt(failure, "reason") ? null : <FormError failure={failure} />}
            </Modal.Body>
            <Modal.Footer>
              <Button variant="secondary" onPress={onClose} isDisabled={isPending}>
                Keep it
              </Button>
              <SubmitButton variant="danger" isPending={isPending} pendingLabel="Removing…">
                Remove
              </SubmitButton>
            </Modal.Footer>
          </form>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
