"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import type { BulkItem, Verdict } from "./bulk-answers";

interface BulkBarProps {
  selected: BulkItem[];
  comment: string;
  onCommentChange: (comment: string) => void;
  error: string | null;
  /** What is being sent; null: nothing. */
  running: Verdict | null;
  onSend: (verdict: Verdict) => void;
  onClear: () => void;
}

/** Decides all that are selected; sticks to the bottom edge while there are any. */
export function BulkBar(props: BulkBarProps) {
  const { selected, comment, onCommentChange, error, running, onSend, onClear } = props;
  return (
    <section
      aria-label="Decide the selected requests"
      className="sticky bottom-0 z-10 mt-3 grid gap-3 rounded-panel border border-border bg-surface p-3 md:grid-cols-[minmax(0,1fr)_auto] md:items-end"
    >
      <TextField
        name="comment"
        value={comment}
        onChange={onCommentChange}
        isInvalid={error !== null}
        isRequired={selected.some(({ needsComment }) => needsComment.approve)}
        validationBehavior="aria"
      >
        <Label>Comment for all {selected.length}</Label>
        <TextArea rows={1} className="field-sizing-content max-h-40" />
        <FieldError>{error}</FieldError>
      </TextField>
      <div className="flex flex-wrap gap-2">
        <BulkButton verdict="approve" running={running} count={selected.length} onPress={onSend} />
        <BulkButton verdict="reject" running={running} count={selected.length} onPress={onSend} />
        <Button variant="ghost" isDisabled={running !== null} onPress={onClear}>
          Clear
        </Button>
      </div>
    </section>
  );
}

interface BulkButtonProps {
  verdict: Verdict;
  running: Verdict | null;
  count: number;
  onPress: (verdict: Verdict) => void;
}

function BulkButton({ verdict, running, count, onPress }: BulkButtonProps) {
  const words = verdict === "approve" ? ["Approve", "Approving…"] : ["Reject", "Rejecting…"];
  return (
    <Button
      variant={verdict === "approve" ? "primary" : "danger-soft"}
      isPending={running === verdict}
      isDisabled={running !== null && running !== verdict}
      onPress={() => onPress(verdict)}
    >
      {running === verdict ? words[1] : `${words[0]} ${count}`}
    </Button>
  );
}
