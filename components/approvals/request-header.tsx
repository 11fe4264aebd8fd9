import { RelativeTime } from "@/components/console/relative-time";
import { StatusDot } from "@/components/console/status-dot";
import { kindWords } from "@/lib/approvals/core/promotion-words";
import type { RequestReviewView } from "./review-views";

interface RequestHeaderProps {
  request: RequestReviewView;
  /** In the panel the page keeps its own h1. */
  level: 1 | 2;
}

/** What, who, when, from where; the state at the right. */
export function RequestHeader({ request, level }: RequestHeaderProps) {
  const Heading = level === 1 ? "h1" : "h2";
  const { state, about } = request;
  const words = about.kind === "promotion" ? kindWords[about.deployment] : null;
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <Heading className="text-title font-semibold tracking-tight text-balance">
          {about.kind === "promotion" && words ? (
            <>
              {words.verb} {about.component.name} {words.beforeBuild}
              <span className="text-muted">#{about.build.number}</span> {words.beforeTarget} {about.to}
            </>
          ) : about.kind === "operation" ? (
            about.title
          ) : null}
        </Heading>
        <p className="mt-0.5 text-sm text-muted">
          {request.requester} asked <RelativeTime at={request.requestedAt} />
          {request.project ? ` · ${request.project.name}` : ""}
          {about.kind === "promotion" && about.deployment === "promote" ? ` · from ${about.from}` : ""}
        </p>
      </div>
      <p className="pt-1.5">
        <StatusDot tone={state.tone}>
          {state.label}
          {state.decideBy ? (
            <>
              , decide within <RelativeTime at={state.decideBy} form="age" />
            </>
          ) : null}
          {state.closedAt ? (
            <span className="font-normal text-muted">
              {" "}
              <RelativeTime at={state.closedAt} />
            </span>
          ) : null}
        </StatusDot>
      </p>
    </header>
  );
}
