"use client";

import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormError } from "@/components/ui/form-error";
import { ReasonField, reasonError } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
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
  const { id, workflow } = bound;
  const ungates = bound.removal.ungates.length > 0 || failure?.code === "reason_required";
  return (
    <FormDialog
      title="Remove this binding?"
      subtitle={bound.words}
      isDangerous
      size="md"
      dismissLabel="Keep it"
      confirmLabel="Remove"
      pendingLabel="Removing…"
      isPending={isPending}
      onSubmit={() => run({ id, workflow, ...(ungates ? { reason } : {}) })}
      onClose={onClose}
    >
      {ungates ? (
        <>
          <UngatingEffects effects={bound.removal} />
          <ReasonField value={reason} onChange={setReason} failure={failure} />
        </>
      ) : (
        <p className="text-sm text-muted">Everything that needs an approval now needs one after it, too.</p>
      )}
      {reasonError(failure) ? null : <FormError failure={failure} />}
    </FormDialog>
  );
}
