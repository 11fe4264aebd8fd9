import { Check, Dot, MessageSquare, Minus, X } from "lucide-react";
import { RelativeTime } from "@/components/console/relative-time";
import type { RequirementView, StepView, VoteView } from "./review-views";

const marks = {
  approved: { icon: Check, look: "bg-success text-success-foreground border-success", word: "approved" },
  rejected: { icon: X, look: "bg-danger text-danger-foreground border-danger", word: "rejected" },
  open: { icon: Dot, look: "border-warning text-warning-strong", word: "open" },
  upcoming: { icon: Dot, look: "border-border text-transparent", word: "not open yet" },
  closed: { icon: Minus, look: "border-border text-muted", word: "closed" },
} as const;

function Vote({ vote }: { vote: VoteView }) {
  return (
    <li className={vote.isReplaced ? "text-muted line-through decoration-muted/50" : "text-muted"}>
      <span className={vote.isReplaced ? "" : "text-foreground"}>{vote.voter}</span>
      {vote.onBehalfOf ? ` for ${vote.onBehalfOf}` : ""}{" "}
      {vote.decision === "approve" ? "approved" : "rejected"}, <RelativeTime at={vote.castAt} />
      {vote.isReplaced ? <span className="sr-only"> (replaced, no longer counts)</span> : null}
      {vote.comment ? (
        <span className="mt-0.5 flex items-start gap-1.5">
          <MessageSquare aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0 break-words whitespace-pre-line">“{vote.comment}”</span>
        </span>
      ) : null}
    </li>
  );
}

function Requirement({ requirement, isOnly }: { requirement: RequirementView; isOnly: boolean }) {
  return (
    <div className="grid gap-0.5">
      {isOnly ? null : (
        <p>
          {requirement.name}{" "}
          <span className="text-muted">
            {requirement.approvals} of {requirement.requiredApprovals}
          </span>
        </p>
      )}
      {requirement.votes.length > 0 ? (
        <ul className="grid gap-0.5">
          {requirement.votes.map((vote) => (
            <Vote key={`${vote.voter} ${vote.castAt}`} vote={vote} />
          ))}
        </ul>
      ) : null}
      {requirement.canDecide.length > 0 ? (
        <p className="text-muted">Can still decide: {requirement.canDecide.join(", ")}</p>
      ) : null}
    </div>
  );
}

/** Steps in order, who has decided in each and who still can. Numbers before adjectives, names before roles. */
export function ApprovalTimeline({ steps }: { steps: StepView[] }) {
  return (
    <ol className="text-sm">
      {steps.map((step, index) => {
        const mark = marks[step.state];
        const only = step.requirements.length === 1 ? step.requirements[0] : undefined;
        return (
          <li key={step.name} className="relative flex gap-3 pb-4 last:pb-0">
            {index < steps.length - 1 ? (
              <span aria-hidden="true" className="absolute top-6 bottom-0.5 left-[9.5px] w-px bg-border" />
            ) : null}
            <span
              aria-hidden="true"
              className={`inline-flex size-5 shrink-0 items-center justify-center rounded-full border-[1.5px] ${mark.look}`}
            >
              <mark.icon className={mark.icon === Dot ? "size-6 shrink-0" : "size-3"} strokeWidth={3} />
            </span>
            <div className="grid min-w-0 gap-0.5">
              <p className="font-medium">
                {step.name}
                <span className="sr-only">, {mark.word}</span>
                {only ? (
                  <span className="font-normal text-muted">
                    {" "}
                    {only.approvals} of {only.requiredApprovals}
                  </span>
                ) : null}
              </p>
              {step.requirements.map((requirement) => (
                <Requirement key={requirement.name} requirement={requirement} isOnly={only !== undefined} />
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
