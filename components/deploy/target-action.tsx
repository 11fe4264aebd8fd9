import { Check } from "lucide-react";
import { RelativeTime } from "@/components/console/relative-time";
import { StatusDot } from "@/components/console/status-dot";
import { AppLink } from "@/components/ui/app-link";
import { ButtonLink } from "@/components/ui/button-link";
import type { EnvironmentCardView, TargetCardView } from "@/lib/deploy/views";
import { BlockedButton } from "./blocked-button";
import { CancelRequestButton } from "./cancel-request-button";
import { ConfigureButton } from "./configure-button";
import type { BoardContext } from "./deploy-views";
import { PromoteButton } from "./promote-button";
import { RequestDrawer } from "./request-drawer";

interface TargetActionProps {
  source: Pick<EnvironmentCardView, "slug" | "name">;
  target: TargetCardView;
  context: BoardContext;
}

/** An environment's own action: its configuration alone. */
function isTowardsItself(source: TargetActionProps["source"], target: TargetCardView): boolean {
  return source.slug === target.environment.slug;
}

function Action({ source, target, context, reasonId }: TargetActionProps & { reasonId: string }) {
  const { next, environment } = target;
  const { organization, subject, actions } = context;
  const isOwn = isTowardsItself(source, target);
  const askLabel = isOwn ? "Request to Deploy Configuration" : "Request to Promote";
  switch (next.kind) {
    case "promote":
      return isOwn ? (
        <ConfigureButton
          environment={environment}
          build={next.build}
          request={next.request}
          subject={subject}
          configureAction={actions.configureAction}
        />
      ) : (
        <PromoteButton
          from={source}
          to={environment}
          build={next.build}
          request={next.request}
          subject={subject}
          promoteAction={actions.promoteAction}
        />
      );
    case "request":
      return (
        <RequestDrawer
          organization={organization}
          subject={subject}
          kind={isOwn ? "configure" : "promote"}
          from={source}
          to={environment}
          label={askLabel}
          name={isOwn ? `${askLabel} in ${environment.name}` : `${askLabel} to ${environment.name}`}
          submitRequestAction={actions.submitRequestAction}
        />
      );
    case "cancel-request":
      return (
        <CancelRequestButton
          request={next.request}
          effect={target.cancelEffect}
          cancelRequestAction={actions.cancelRequestAction}
        />
      );
    case "waiting":
      return <BlockedButton label={askLabel} reasonId={reasonId} />;
    case "disabled":
      return <BlockedButton label={next.label} reasonId={reasonId} />;
    case "nothing":
      return null;
  }
}

function OpenRequest({ request }: { request: NonNullable<TargetCardView["request"]> }) {
  return (
    <div className="grid gap-0.5 text-sm">
      <StatusDot tone="waiting">
        {request.progress}, {request.waits}
      </StatusDot>
      <p className="text-muted">
        Request {request.number}, asked <RelativeTime at={request.requestedAt} /> by {request.requester}
      </p>
    </div>
  );
}

/** The footer of a source's card towards one target: why, and the one next action. */
export function TargetAction(props: TargetActionProps) {
  const { target, source } = props;
  const reasonId = `${source.slug}-to-${target.environment.slug}-reason`;
  const hasActions = target.next.kind !== "nothing" || target.request !== null;
  return (
    <section
      aria-label={
        isTowardsItself(source, target) ? `Configuration of ${source.name}` : `To ${target.environment.name}`
      }
      data-focus-home
      tabIndex={-1}
      className="grid gap-3 px-4 py-3 -outline-offset-2"
    >
      {target.remarks.map((remark) => (
        <StatusDot key={remark.text} tone={remark.tone} className="items-baseline">
          {remark.href ? (
            <AppLink
              href={remark.href}
              className="py-1 underline decoration-border underline-offset-4 hover:decoration-current"
            >
              {remark.text}
            </AppLink>
          ) : (
            remark.text
          )}
        </StatusDot>
      ))}
      {target.request ? <OpenRequest request={target.request} /> : null}
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p id={reasonId} className="flex min-w-0 flex-[1_1_10rem] items-start gap-2 text-sm text-muted">
          {target.isUpToDate ? <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0" /> : null}
          {"reason" in target.next ? target.next.reason : target.summary}
        </p>
        {hasActions ? (
          <div className="flex flex-wrap gap-2">
            {target.request ? (
              <ButtonLink href={target.request.href} label={`View request ${target.request.number}`}>
                View request
              </ButtonLink>
            ) : null}
            <Action {...props} reasonId={reasonId} />
          </div>
        ) : null}
      </div>
    </section>
  );
}
