"use client";

import { useParams, useRouter } from "next/navigation";
import { useState } from "react";
import { useStoredDraft } from "@/components/console/stored-draft";
import { ChoiceField } from "@/components/ui/choice-field";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormError } from "@/components/ui/form-error";
import { ReasonField, reasonError } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
import type { AfterDecision } from "./decision-area";
import type { OverrideAction, RequestReviewView } from "./review-views";

export interface OverrideDialogProps {
  number: number;
  /** What each decision would do, as sentences. */
  effects: NonNullable<RequestReviewView["override"]>;
  overrideAction: OverrideAction;
  after?: AfterDecision | undefined;
  onClose: () => void;
}

const choices = [
  { value: "approve", label: "Approve" },
  { value: "reject", label: "Reject" },
] as const;
const words = {
  approve: { confirm: "Override and approve", pending: "Approving…" },
  reject: { confirm: "Override and reject", pending: "Rejecting…" },
} as const;

/** Says what overriding does, and wants a reason, which outlives a closed dialog until it is sent. Stays open, with what the server says, when it is refused. */
export function OverrideDialog({ number, effects, overrideAction, after, onClose }: OverrideDialogProps) {
  const router = useRouter();
  const [decision, setDecision] = useState<"approve" | "reject">("approve");
  const { organization } = useParams();
  const [reason, setReason, forgetReason] = useStoredDraft(`override ${organization} ${number}`);
  const { run, isPending, failure } = useAction(overrideAction, () => {
    forgetReason();
    onClose();
    if (after) router.replace(after.href as Parameters<typeof router.replace>[0], { scroll: after.scroll });
  });
  return (
    <FormDialog
      title={`Override the approvers of request ${number}?`}
      isDangerous
      size="md"
      dismissLabel="Leave it to them"
      confirmLabel={words[decision].confirm}
      pendingLabel={words[decision].pending}
      isPending={isPending}
      onSubmit={() => run({ number, decision, reason })}
      onClose={onClose}
    >
      <ChoiceField
        label="Decision"
        value={decision}
        choices={[...choices]}
        onChange={setDecision}
        error={undefined}
      />
      <p aria-live="polite">{effects[decision]}</p>
      <ReasonField
        value={reason}
        onChange={setReason}
        placeholder="Why this cannot wait for its approvers"
        failure={failure}
      />
      {reasonError(failure) ? null : <FormError failure={failure} />}
    </FormDialog>
  );
}
