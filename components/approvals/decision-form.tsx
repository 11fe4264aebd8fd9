"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { useState } from "react";
import { type ActionFailure, errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { CapacityChoice } from "./capacity-choice";
import type { CapacityView, DecisionView, VoteActionInput } from "./review-views";

interface DecisionFormProps {
  decision: DecisionView;
  comment: string;
  onCommentChange: (comment: string) => void;
  onDecide: (input: Omit<VoteActionInput, "number" | "comment">) => void;
  isPending: boolean;
  failure: ActionFailure | null;
}

const placeholders = {
  optional: "Optional",
  "on-reject": "Needed to reject",
  required: "Needed",
} as const;

/** Says what is being done at once ("Approving…"), and that it is done only when the server has it. */
export function DecisionForm(props: DecisionFormProps) {
  const { decision, comment, onCommentChange, onDecide, isPending, failure } = props;
  const [chosen, setChosen] = useState(0);
  const [pressed, setPressed] = useState<"approve" | "reject" | null>(null);
  const commentError =
    errorAt(failure, "comment") ?? (failure?.code === "comment_required" ? failure.message : undefined);
  const isChoice = decision.capacities.length > 1;

  function decide(verdict: "approve" | "reject", capacity: CapacityView | undefined) {
    if (!capacity) return;
    setPressed(verdict);
    const { requirement, onBehalfOf } = capacity;
    onDecide({ decision: verdict, requirement, onBehalfOf, seen: decision.seen });
  }

  const capacity = decision.capacities[chosen];
  return (
    <div className="grid gap-3">
      {isChoice ? (
        <CapacityChoice capacities={decision.capacities} chosen={chosen} onChange={setChosen} />
      ) : null}
      <TextField
        name="comment"
        value={comment}
        onChange={onCommentChange}
        isInvalid={commentError !== undefined}
        isRequired={decision.comment === "required"}
        validationBehavior="aria"
      >
        <Label>Comment</Label>
        <TextArea
          rows={2}
          placeholder={placeholders[decision.comment]}
          className="field-sizing-content max-h-40 @3xl:min-h-20"
        />
        <FieldError>{commentError}</FieldError>
      </TextField>
      {commentError ? null : <FormError failure={failure} shownBeside={["comment"]} />}
      <div className="grid grid-cols-2 gap-2">
        <Button
          fullWidth
          variant="primary"
          isPending={isPending && pressed === "approve"}
          isDisabled={isPending && pressed !== "approve"}
          onPress={() => decide("approve", capacity)}
        >
          {isPending && pressed === "approve" ? "Approving…" : "Approve"}
        </Button>
        <Button
          fullWidth
          variant="danger-soft"
          isPending={isPending && pressed === "reject"}
          isDisabled={isPending && pressed !== "reject"}
          onPress={() => decide("reject", capacity)}
        >
          {isPending && pressed === "reject" ? "Rejecting…" : "Reject"}
        </Button>
      </div>
      <p className="text-xs text-muted">
        {isChoice ? null : `You decide as ${decision.capacities[0]?.label ?? "approver"}. `}
        {decision.consequence}
      </p>
    </div>
  );
}
