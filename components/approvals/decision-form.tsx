"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import dynamic from "next/dynamic";
import { type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { type ActionFailure, errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import type { CapacityView, DecisionView, VoteActionInput } from "./review-views";

interface DecisionFormProps {
  decision: DecisionView;
  comment: string;
  onCommentChange: (comment: string) => void;
  onDecide: (input: Omit<VoteActionInput, "number" | "comment" | "seen">) => void;
  isPending: boolean;
  /** The server has it; what it brought is on its way. */
  isTaken: boolean;
  failure: ActionFailure | null;
  /** What comes after deciding, in words; null when this page shows the outcome. */
  next: string | null;
}

/** Loaded by whoever can decide in more than one way. */
const CapacityChoice = dynamic(() =>
  import("./capacity-choice").then(({ CapacityChoice }) => CapacityChoice),
);

const placeholders = {
  optional: "Optional",
  "on-reject": "Needed to reject",
  required: "Needed",
} as const;

/** As long as somebody keeps pressing, the moment in which the buttons take no press (theme.css) begins anew. */
function stillPressing({ currentTarget }: PointerEvent<HTMLElement>) {
  const moments = currentTarget.querySelector(".decision-buttons")?.getAnimations() ?? [];
  for (const moment of moments) moment.currentTime = 0;
}

/** Says what is being done at once ("Approving…"), and that it is done only when the server has it. */
export function DecisionForm(props: DecisionFormProps) {
  const { decision, comment, onCommentChange, onDecide, isPending, isTaken, failure, next } = props;
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const [pressed, setPressed] = useState<"approve" | "reject" | null>(null);
  const commentError =
    errorAt(failure, "comment") ?? (failure?.code === "comment_required" ? failure.message : undefined);
  const isChoice = decision.capacities.length > 1;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (failure && commentError) field.current?.focus();
  }, [failure, commentError]);

  function decide(verdict: "approve" | "reject", capacity: CapacityView | undefined) {
    if (!capacity) return;
    setPressed(verdict);
    const { requirement, onBehalfOf } = capacity;
    onDecide({ decision: verdict, requirement, onBehalfOf });
  }

  // Others may have decided meanwhile, and left fewer capacities than there were.
  const capacity = decision.capacities[chosen] ?? decision.capacities[0];
  const described = next === null ? {} : { "aria-describedby": `${id}-next` };
  return (
    <div className="grid gap-3" onPointerDown={stillPressing}>
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
          ref={field}
          rows={2}
          placeholder={placeholders[decision.comment]}
          className="field-sizing-content max-h-40 @3xl:min-h-20"
        />
        <FieldError>{commentError}</FieldError>
      </TextField>
      {commentError || failure?.code === "request_changed" ? null : (
        <FormError failure={failure} shownBeside={["comment"]} />
      )}
      <div className="decision-buttons grid grid-cols-2 gap-2">
        <Button
          fullWidth
          variant="primary"
          data-decision="approve"
          {...described}
          isPending={isPending && pressed === "approve"}
          isDisabled={isPending && pressed !== "approve"}
          onPress={() => decide("approve", capacity)}
        >
          {isPending && pressed === "approve" ? (isTaken ? "Approved" : "Approving…") : "Approve"}
        </Button>
        <Button
          fullWidth
          variant="danger-soft"
          data-decision="reject"
          {...described}
          isPending={isPending && pressed === "reject"}
          isDisabled={isPending && pressed !== "reject"}
          onPress={() => decide("reject", capacity)}
        >
          {isPending && pressed === "reject" ? (isTaken ? "Rejected" : "Rejecting…") : "Reject"}
        </Button>
      </div>
      <p className="text-xs text-muted">
        {isChoice ? null : `You decide as ${decision.capacities[0]?.label ?? "approver"}. `}
        {decision.consequence}
      </p>
      {next === null ? null : (
        <p id={`${id}-next`} className="text-xs text-muted">
          {next}
        </p>
      )}
    </div>
  );
}
