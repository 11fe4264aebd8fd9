import type { RequestEvent } from "@/lib/approvals/core/events";
import { isRequester } from "@/lib/approvals/core/request-state";
import type { MemberId } from "@/lib/kernel/ids";
import { instantText } from "./mail-words";
import type { MailMessage } from "./render";
import type { readEvent, readRequest } from "./store";

type Found = NonNullable<Awaited<ReturnType<typeof readRequest>>>;
type StoredEvent = NonNullable<Awaited<ReturnType<typeof readEvent>>>;
type CommentProps = Extract<MailMessage, { template: "comment-added" }>["props"];
type SharedProps = Omit<CommentProps, "authorName" | "text" | "why">;

/** The mail about what was said of a request that is still open: a comment, or its requester's reminder. */
export function discussionMail(
  stored: StoredEvent,
  { request, requester }: Found,
  recipient: MemberId,
  props: SharedProps,
): MailMessage {
  // What is on the record was written by the core: its data fits its type.
  const event = stored as unknown as RequestEvent;
  const { name } = event.actor;
  switch (event.type) {
    case "comment.added":
      return {
        template: "comment-added",
        props: { ...props, authorName: name, text: event.data.text, why: whyTold(request, recipient) },
      };
    case "request.reminded":
      return {
        template: "review-reminded",
        props: {
          ...props,
          remindedBy: name,
          requesterName: requester.name,
          message: request.message,
          decideBy: request.expiresAt && instantText(request.expiresAt),
        },
      };
    default:
      throw new Error(`no discussion mail tells of ${event.type}`);
  }
}

function whyTold(request: Found["request"], recipient: MemberId): string {
  if (isRequester(request, recipient)) return `you asked for request ${request.number}`;
  return request.asked.some(({ memberId }) => memberId === recipient)
    ? `you were asked to decide on request ${request.number}`
    : `you have commented on request ${request.number}`;
}
