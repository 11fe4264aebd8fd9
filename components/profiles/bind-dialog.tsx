"use client";

import { useState } from "react";
import { errorAt } from "@/components/ui/action-result";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormError } from "@/components/ui/form-error";
import { ReasonField, reasonError } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
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
    <FormDialog
      title={`Bind ${profile} to something`}
      subtitle="What is left at “any” holds for all of them."
      size="lg"
      dismissLabel="Cancel"
      confirmLabel="Bind"
      pendingLabel="Binding…"
      isPending={isPending}
      onSubmit={() => run({ ...bindingFrom(form, profile), ...(wantsReason ? { reason } : {}) })}
      onClose={onClose}
    >
      <BindingFields
        value={form}
        onChange={setForm}
        options={options}
        errorAt={(path) => errorAt(failure, path)}
      />
      {wantsReason ? <ReasonField value={reason} onChange={setReason} failure={failure} /> : null}
      {reasonError(failure) ? null : (
        <FormError
          failure={failure}
          shownBeside={["project", "component", "from", "to", "resource", "action"]}
        />
      )}
    </FormDialog>
  );
}
