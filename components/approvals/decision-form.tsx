"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { useAction } from "@/components/ui/use-action";
import { CapacityChoice } from "./capacity-choice";
import type { CapacityView, DecisionView, VoteAction } from "./review-views";

interface DecisionFormProps {
  number: number;
  decision: DecisionView;
  voteAction: VoteAction;
  /** Where the panel leads once the vote is in: the list without it, so that Back cannot reopen a decided request. */
  afterHref?: string | undefined;
}

const placeholders = {
  optional: "Optional",
  "on-reject": "Needed to reject",
  required: "Needed",
} as const;

/** Says what is being done at once ("Approving…"), and that it is done only when the server has it. */
export function DecisionForm({ number, decision, voteAction, afterHref }: DecisionFormProps) {
  const router = useRouter();
  const [comment, setComment] = useState("");
  const [chosen, setChosen] = useState(0);
  const [pressed, setPressed] = useState<"approve" | "reject" | null>(null);
  const { run, isPending, failure } = useAction(voteAction, () => {
    if (afterHref) router.replace(afterHref as Parameters<typeof router.replace>[0], { scroll: false });
  });
  const commentError =
    errorAt(failure, "comment") ?? (failure?.code === "comment_required" ? failure.message : undefined);
  const isChoice = decision.capacities.length > 1;

  function decide(verdict: "approve" | "reject", capacity: CapacityView | undefined) {
    if (!capacity) return;
    setPressed(verdict);
    const { requirement, onBehalfOf } = capacity;
    run({ number, decision: verdict, comment, requirement, onBehalfOf, seen: decision.seen });
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
        onChange={setComment}
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
