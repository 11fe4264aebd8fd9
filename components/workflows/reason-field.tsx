"use client";

import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { type ActionFailure, errorAt } from "@/components/ui/action-result";

interface ReasonFieldProps {
  value: string;
  onChange: (value: string) => void;
  failure: ActionFailure | null;
}

/** Why something is let through: everybody concerned reads it. */
export function ReasonField({ value, onChange, failure }: ReasonFieldProps) {
  const error = errorAt(failure, "reason");
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
      <TextArea rows={2} placeholder="Kept in the audit log and sent to all other administrators" />
      <FieldError>{error}</FieldError>
    </TextField>
  );
}
