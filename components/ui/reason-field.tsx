"use client";

import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { type ActionFailure, errorAt } from "./action-result";

interface ReasonFieldProps {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  failure: ActionFailure | null;
}

/** What stands beside the reason, if that is what was refused. */
export function reasonError(failure: ActionFailure | null): string | undefined {
  return errorAt(failure, "reason") ?? (failure?.code === "reason_required" ? failure.message : undefined);
}

/** Why something is let through: everybody concerned reads it. */
export function ReasonField(props: ReasonFieldProps) {
  const { value, onChange, failure } = props;
  const { placeholder = "Kept in the audit log and sent to all other administrators" } = props;
  const error = reasonError(failure);
  return (
    <TextField
      isRequired
      name="reason"
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>Reason</Label>
      <TextArea rows={2} placeholder={placeholder} />
      <FieldError>{error}</FieldError>
    </TextField>
  );
}
