"use client";

import { Button } from "@heroui/react/button";
import { Modal } from "@heroui/react/modal";
import type { ReactNode } from "react";
import type { ActionResult } from "./action-result";
import { FormError } from "./form-error";
import { useAction } from "./use-action";

interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Names the act as a question: "Cancel request 42?" */
  title: string;
  /** Names its effect: "3 approvers will be told." */
  children?: ReactNode;
  confirmLabel: string;
  pendingLabel: string;
  /** What keeps things as they are: "Keep request". */
  dismissLabel: string;
  isDangerous?: boolean;
  confirmAction: () => Promise<ActionResult>;
}

/** Says what will happen, then does it. Stays open, with the reason, when the server refuses. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, children, confirmAction } = props;
  const { run, isPending, failure, clear } = useAction(confirmAction, () => onOpenChange(false));

  function change(next: boolean) {
    if (isPending) return;
    clear();
    onOpenChange(next);
  }

  return (
    <Modal.Backdrop isOpen={isOpen} onOpenChange={change}>
      <Modal.Container size="sm">
        <Modal.Dialog role="alertdialog">
          <Modal.Header>
            <Modal.Heading>{title}</Modal.Heading>
          </Modal.Header>
          <Modal.Body className="grid gap-3">
            {children}
            <FormError failure={failure} />
          </Modal.Body>
          <Modal.Footer>
            <Button variant="secondary" onPress={() => change(false)} isDisabled={isPending}>
              {props.dismissLabel}
            </Button>
            <Button
              variant={props.isDangerous ? "danger" : "primary"}
              isPending={isPending}
              onPress={() => run(undefined)}
            >
              {isPending ? props.pendingLabel : props.confirmLabel}
            </Button>
          </Modal.Footer>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
