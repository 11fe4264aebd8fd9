"use client";

import { Button } from "@heroui/react/button";
import { Modal } from "@heroui/react/modal";
import { useState } from "react";
import { errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { useAction } from "@/components/ui/use-action";
import { ReasonField } from "@/components/workflows/reason-field";
import { type BindingForm, bindingFrom, emptyBinding } from "@/lib/workflows/core/binding-form";
import { BindingFields } from "./binding-fields";
import type { BindingOptions, CreateBindingAction } from "./binding-views";

interface BindDialogProps {
  profile: string;
  options: BindingOptions;
  createBindingAction: CreateBindingAction;
  onClose: () => void;
}

/** Says what the profile is to gate. Where something else gates less by that, it wants a reason (engine.md, rule 11). */
export function BindDialog({ profile, options, createBindingAction, onClose }: BindDialogProps) {
  const [form, setForm] = useState<BindingForm>({
    ...emptyBinding,
    workflow: options.workflows[0]?.slug ?? "environment-promotion",
  });
  const [reason, setReason] = useState("");
  const [wantsReason, setWantsReason] = useState(false);
  const { run, isPending, failure } = useAction(createBindingAction, onClose);
  if (failure?.code === "reason_required" && !wantsReason) setWantsReason(true);
  return (
    <Modal.Backdrop
      isOpen
      onOpenChange={(isOpen) => (isOpen || isPending ? undefined : onClose())}
      isDismissable={false}
    >
      <Modal.Container size="lg">
        <Modal.Dialog>
          <Modal.Header className="gap-1">
            <Modal.Heading>Bind {profile} to something</Modal.Heading>
            <p className="text-sm text-muted">What is left at “any” holds for all of them.</p>
          </Modal.Header>
          <form
            className="contents"
            onSubmit={(event) => {
              event.preventDefault();
              run({ ...bindingFrom(form, profile), ...(wantsReason ? { reason } : {}) });
            }}
          >
            <Modal.Body className="mt-4! grid auto-rows-max content-start gap-4">
              <BindingFields
                value={form}
                onChange={setForm}
                options={options}
                errorAt={(path) => errorAt(failure, path)}
              />
              {wantsReason ? <ReasonField value={reason} onChange={setReason} failure={failure} /> : null}
              <FormError
                failure={failure}
                shownBeside={["project", "component", "from", "to", "resource", "action", "reason"]}
              />
            </Modal.Body>
            <Modal.Footer>
              <Button variant="secondary" onPress={onClose} isDisabled={isPending}>
                Cancel
              </Button>
              <SubmitButton isPending={isPending} pendingLabel="Binding…">
                Bind
              </SubmitButton>
            </Modal.Footer>
          </form>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
