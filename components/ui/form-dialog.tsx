"use client";

import { Button } from "@heroui/react/button";
import { Modal } from "@heroui/react/modal";
import type { ReactNode } from "react";
import { SubmitButton } from "./submit-button";

interface FormDialogProps {
  title: string;
  subtitle?: string;
  /** Takes away or lets through: announced as an alert, and its button is red. */
  isDangerous?: boolean;
  size: "md" | "lg";
  children: ReactNode;
  /** What keeps things as they are: "Keep it on". */
  dismissLabel: string;
  confirmLabel: string;
  pendingLabel: string;
  isPending: boolean;
  onSubmit: () => void;
  onClose: () => void;
}

/** A form in a dialog that is there as long as it is rendered. Nothing typed is lost by a click beside it. */
export function FormDialog(props: FormDialogProps) {
  const { title, subtitle, isDangerous = false, isPending, onSubmit, onClose } = props;
  return (
    <Modal.Backdrop
      isOpen
      onOpenChange={(isOpen) => (isOpen || isPending ? undefined : onClose())}
      isDismissable={false}
    >
      <Modal.Container size={props.size}>
        <Modal.Dialog role={isDangerous ? "alertdialog" : "dialog"}>
          <Modal.Header className="gap-1">
            <Modal.Heading>{title}</Modal.Heading>
            {subtitle ? <p className="text-sm text-muted">{subtitle}</p> : null}
          </Modal.Header>
          <form
            className="contents"
            onSubmit={(event) => {
              event.preventDefault();
              onSubmit();
            }}
          >
            <Modal.Body className="mt-3! grid auto-rows-max content-start gap-4">{props.children}</Modal.Body>
            <Modal.Footer>
              <Button variant="secondary" onPress={onClose} isDisabled={isPending}>
                {props.dismissLabel}
              </Button>
              <SubmitButton
                variant={isDangerous ? "danger" : "primary"}
                isPending={isPending}
                pendingLabel={props.pendingLabel}
              >
                {props.confirmLabel}
              </SubmitButton>
            </Modal.Footer>
          </form>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
