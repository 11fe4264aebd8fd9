import type { ReactNode } from "react";
import { Notice } from "@/components/console/notice";
import { Panel } from "@/components/console/panel";
import { ButtonLink } from "@/components/ui/button-link";
import { OverrideRequest, RevokeApproval } from "./administrator-acts";
import { ApprovalTimeline } from "./approval-timeline";
import type { AskerPanelProps } from "./asker-actions";
import { AskerPanel } from "./asker-panel";
import type { CommentFormProps } from "./comment-form";
import { type AfterDecision, DecisionArea } from "./decision-area";
import { Discussion } from "./discussion";
import { OperationDetails } from "./operation-details";
import { PromotionChanges } from "./promotion-changes";
import { RequestFacts } from "./request-facts";
import { RequestHeader } from "./request-header";
import { RequestRecord } from "./request-record";
import type { OverrideAction, RequestReviewView, RevokeAction, VoteAction } from "./review-views";

interface RequestReviewProps extends Pick<AskerPanelProps, "remindAction" | "cancelAction"> {
  request: RequestReviewView;
  voteAction: VoteAction;
  commentAction: CommentFormProps["commentAction"];
  /** Beside its list, where the page keeps its own h1. */
  isPanel?: boolean;
  /** Where deciding leads; left out where it shows the outcome here. */
  after?: AfterDecision | undefined;
  overrideAction: OverrideAction;
  revokeAction: RevokeAction;
  /** Stands where the decision stood. */
  afterDecision?: ReactNode;
}

/** Where an approval that waits to be used is used. */
function deployHref({ about, maySpend }: RequestReviewView): string | null {
  return maySpend && about.kind === "promotion" ? about.component.href : null;
}

function Changes({ request, level }: { request: RequestReviewView; level: 2 | 3 }) {
  const { about } = request;
  return (
    <>
      {request.message ? (
        <Panel title="Message" level={level}>
          <p className="break-words whitespace-pre-line">{request.message}</p>
        </Panel>
      ) : null}
      {about.kind === "promotion" ? (
        <PromotionChanges about={about} level={level} isOpen={request.isOpen} />
      ) : (
        <OperationDetails about={about} level={level} />
      )}
    </>
  );
}

/** Review Details: left what changes if I say yes; right my decision, who decided and who still can, the facts. */
export function RequestReview(props: RequestReviewProps) {
  const { request, isPanel = false, commentAction } = props;
  const level = isPanel ? 3 : 2;
  const promoteHref = deployHref(request);
  const asker = request.asker ? (
    <AskerPanel
      number={request.number}
      asker={request.asker}
      why={request.cannotDecide}
      remindAction={props.remindAction}
      cancelAction={props.cancelAction}
      level={level}
    />
  ) : null;
  return (
    <div className="@container outline-none" data-keys="review" tabIndex={-1}>
      <RequestHeader request={request} level={isPanel ? 2 : 1} />
      <div className="grid gap-4 @3xl:grid-cols-[minmax(0,1fr)_21rem] @3xl:items-start @3xl:gap-x-6">
        <div className="grid min-w-0 gap-4">
          <Changes request={request} level={level} />
          {request.record && !isPanel ? (
            <Panel title="Record" label="Record" level={level}>
              <RequestRecord lines={request.record} />
            </Panel>
          ) : null}
        </div>
        <div className="contents min-w-0 gap-4 @3xl:sticky @3xl:top-16 @3xl:grid">
          {promoteHref ? (
            // On a phone above all that has to be read no more.
            <Notice
              className="order-first items-center! @3xl:order-none"
              action={
                <ButtonLink href={promoteHref} variant="primary">
                  Promote on the Deploy page
                </ButtonLink>
              }
            >
              Ready.
            </Notice>
          ) : null}
          {request.cannotPass ? <Notice tone="warning">{request.cannotPass}</Notice> : null}
          <DecisionArea
            key={request.number}
            request={request.asker?.isMine ? { ...request, cannotDecide: null } : request}
            voteAction={props.voteAction}
            after={props.after}
            level={level}
          />
          {props.afterDecision}
          {request.asker?.isMine ? asker : null}
          <Panel title="Approvals" level={level}>
            <ApprovalTimeline steps={request.steps} />
            {request.closing ? (
              <p className="mt-3 border-t border-separator pt-3 text-sm">{request.closing}</p>
            ) : null}
            {request.override ? (
              <OverrideRequest
                number={request.number}
                effects={request.override}
                overrideAction={props.overrideAction}
                after={props.after}
              />
            ) : null}
            {request.revoke ? (
              <RevokeApproval
                number={request.number}
                effect={request.revoke}
                revokeAction={props.revokeAction}
              />
            ) : null}
          </Panel>
          {request.asker?.isMine ? null : asker}
          <Panel title="Comments" level={level}>
            <Discussion
              number={request.number}
              comments={request.comments}
              isOpen={request.isOpen}
              commentAction={commentAction}
            />
          </Panel>
          <Panel title="Details" level={level}>
            <RequestFacts request={request} />
          </Panel>
        </div>
      </div>
    </div>
  );
}
