"use client";

import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormError } from "@/components/ui/form-error";
import { ReasonField, reasonError } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
import type { RevokeAction } from "./review-views";

export interface RevokeDialogProps {
  number: number;
  /** What it does, as sentences. */
  effect: string;
  revokeAction: RevokeAction;
  onClose: () => void;
}

/** Says what revoking ends, and wants a reason. Stays open, with what the server says, when it is refused. */
export function RevokeDialog({ number, effect, revokeAction, onClose }: RevokeDialogProps) {
  const [reason, setReason] = useState("");
  const { run, isPending, failure } = useAction(revokeAction, onClose);
  return (
    <FormDialog
      title={`Revoke the approval of request ${number}?`}
      isDangerous
      size="md"
      dismissLabel="Keep it"
      confirmLabel="Revoke approval"
      pendingLabel="Revoking…"
      isPending={isPending}
      onSubmit={() => run({ number, reason })}
      onClose={onClose}
    >
      <p>{effect}</p>
      <ReasonField
        value={reason}
        onChange={setReason}
        placeholder="What has changed since it was approved"
        failure={failure}
      />
      {reasonError(failure) ? null : <FormError failure={failure} />}
    </FormDialog>
  );
}
