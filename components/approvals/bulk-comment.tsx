"use client";

import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";

interface BulkCommentProps {
  count: number;
  comment: string;
  onCommentChange: (comment: string) => void;
  isRequired: boolean;
  error: string | null;
}

/** One comment for several decisions; each vote carries it. */
export function BulkComment({ count, comment, onCommentChange, isRequired, error }: BulkCommentProps) {
  return (
    <TextField
      name="comment"
      value={comment}
      onChange={onCommentChange}
      isInvalid={error !== null}
      isRequired={isRequired}
      validationBehavior="aria"
    >
      <Label>Comment{count === 1 ? "" : ` for all ${count}`}</Label>
      <TextArea rows={1} className="field-sizing-content max-h-40" />
      <FieldError>{error}</FieldError>
    </TextField>
  );
}
