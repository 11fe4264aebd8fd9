"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { RequestAction } from "./review-views";

interface CancelRequestDialogProps {
  number: number;
  /** "3 approvers will be told." */
  effect: string | null;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  cancelAction: RequestAction;
}

/** Taking a request back, wherever it is offered: says who is told before it is done. */
export function CancelRequestDialog({ number, effect, cancelAction, ...dialog }: CancelRequestDialogProps) {
  return (
    <ConfirmDialog
      {...dialog}
      title={`Cancel request ${number}?`}
      confirmLabel="Cancel request"
      pendingLabel="Cancelling…"
      dismissLabel="Keep it"
      isDangerous
      confirmAction={() => cancelAction({ number })}
    >
      <p>{effect}</p>
    </ConfirmDialog>
  );
}
