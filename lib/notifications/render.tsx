import type { ReactElement } from "react";
import { render, toPlainText } from "react-email";
import { ApprovalEnded, type ApprovalEndedProps, approvalEndedSubject } from "@/emails/approval-ended";
import { CommentAdded, type CommentAddedProps, commentAddedSubject } from "@/emails/comment-added";
import {
  ExecutionRefused,
  type ExecutionRefusedProps,
  executionRefusedSubject,
} from "@/emails/execution-refused";
import { Invitation, type InvitationProps, invitationSubject } from "@/emails/invitation";
import { NobodyDecides, type NobodyDecidesProps, nobodyDecidesSubject } from "@/emails/nobody-decides";
import {
  RequestApproved,
  type RequestApprovedProps,
  requestApprovedSubject,
} from "@/emails/request-approved";
import {
  RequestCancelled,
  type RequestCancelledProps,
  requestCancelledSubject,
} from "@/emails/request-cancelled";
import { RequestEnded, type RequestEndedProps, requestEndedSubject } from "@/emails/request-ended";
import {
  RequestExecuting,
  type RequestExecutingProps,
  requestExecutingSubject,
} from "@/emails/request-executing";
import {
  RequestOverridden,
  type RequestOverriddenProps,
  requestOverriddenSubject,
} from "@/emails/request-overridden";
import {
  RequestRejected,
  type RequestRejectedProps,
  requestRejectedSubject,
} from "@/emails/request-rejected";
import { RequestTold, type RequestToldProps, requestToldSubject } from "@/emails/request-told";
import { ReviewReminded, type ReviewRemindedProps, reviewRemindedSubject } from "@/emails/review-reminded";
import {
  ReviewRequested,
  type ReviewRequestedProps,
  reviewRequestedSubject,
} from "@/emails/review-requested";
import { SignInLink, type SignInLinkProps, signInLinkSubject } from "@/emails/sign-in-link";
import {
  WorkflowChanged,
  type WorkflowChangedProps,
  workflowChangedSubject,
} from "@/emails/workflow-changed";

/** A template's name and what it needs. */
export type MailMessage =
  | { template: "review-requested"; props: ReviewRequestedProps }
  | { template: "review-reminded"; props: ReviewRemindedProps }
  | { template: "comment-added"; props: CommentAddedProps }
  | { template: "request-told"; props: RequestToldProps }
  | { template: "nobody-decides"; props: NobodyDecidesProps }
  | { template: "request-cancelled"; props: RequestCancelledProps }
  | { template: "request-overridden"; props: RequestOverriddenProps }
  | { template: "request-approved"; props: RequestApprovedProps }
  | { template: "request-rejected"; props: RequestRejectedProps }
  | { template: "request-executing"; props: RequestExecutingProps }
  | { template: "request-ended"; props: RequestEndedProps }
  | { template: "approval-ended"; props: ApprovalEndedProps }
  | { template: "execution-refused"; props: ExecutionRefusedProps }
  | { template: "sign-in-link"; props: SignInLinkProps }
  | { template: "invitation"; props: InvitationProps }
  | { template: "workflow-changed"; props: WorkflowChangedProps };

type RenderedMail = { subject: string; html: string; text: string };

/** One rendering makes both versions, so that they cannot say different things. */
export async function renderMail(message: MailMessage): Promise<RenderedMail> {
  const { subject, element } = compose(message);
  const html = await render(element);
  return { subject, html, text: textOf(html) };
}

function compose(message: MailMessage): { subject: string; element: ReactElement } {
  switch (message.template) {
    case "review-requested":
      return {
        subject: reviewRequestedSubject(message.props),
        element: <ReviewRequested {...message.props} />,
      };
    case "review-reminded":
      return {
        subject: reviewRemindedSubject(message.props),
        element: <ReviewReminded {...message.props} />,
      };
    case "comment-added":
      return { subject: commentAddedSubject(message.props), element: <CommentAdded {...message.props} /> };
    case "request-told":
      return { subject: requestToldSubject(message.props), element: <RequestTold {...message.props} /> };
    case "nobody-decides":
      return { subject: nobodyDecidesSubject(message.props), element: <NobodyDecides {...message.props} /> };
    case "request-cancelled":
      return {
        subject: requestCancelledSubject(message.props),
        element: <RequestCancelled {...message.props} />,
      };
    case "request-overridden":
      return {
        subject: requestOverriddenSubject(message.props),
        element: <RequestOverridden {...message.props} />,
      };
    case "request-approved":
      return {
        subject: requestApprovedSubject(message.props),
        element: <RequestApproved {...message.props} />,
      };
    case "request-rejected":
      return {
        subject: requestRejectedSubject(message.props),
        element: <RequestRejected {...message.props} />,
      };
    case "request-executing":
      return {
        subject: requestExecutingSubject(message.props),
        element: <RequestExecuting {...message.props} />,
      };
    case "request-ended":
      return { subject: requestEndedSubject(message.props), element: <RequestEnded {...message.props} /> };
    case "approval-ended":
      return { subject: approvalEndedSubject(message.props), element: <ApprovalEnded {...message.props} /> };
    case "execution-refused":
      return {
        subject: executionRefusedSubject(message.props),
        element: <ExecutionRefused {...message.props} />,
      };
    case "sign-in-link":
      return { subject: signInLinkSubject(message.props), element: <SignInLink {...message.props} /> };
    case "invitation":
      return { subject: invitationSubject(message.props), element: <Invitation {...message.props} /> };
    case "workflow-changed":
      return {
        subject: workflowChangedSubject(message.props),
        element: <WorkflowChanged {...message.props} />,
      };
  }
}

function textOf(html: string): string {
  const text = toPlainText(html, {
    formatters: { labelAboveUrl },
    selectors: [
      { selector: "h1", options: { uppercase: false, leadingLineBreaks: 2 } },
      { selector: '[data-text-format="dataTable"]', options: { uppercaseHeaderCells: false } },
      { selector: "a", format: "labelAboveUrl" },
    ],
  });
  return `${text.trim()}\n`;
}

type TextBuilder = {
  addInline(text: string, options?: { noWordTransform: boolean }): void;
  addLineBreak(): void;
};

type Anchor = { children: unknown[]; attribs: { href?: string } };

/** The address on a line of its own: nothing before or after it that a reader's program could take for a part of it. */
function labelAboveUrl(
  anchor: Anchor,
  walk: (children: unknown[], builder: TextBuilder) => void,
  builder: TextBuilder,
) {
  walk(anchor.children, builder);
  builder.addInline(":");
  builder.addLineBreak();
  builder.addInline(anchor.attribs.href ?? "", { noWordTransform: true });
}
