import type { RequestEvent } from "@/lib/approvals/core/events";
import { isRequester } from "@/lib/approvals/core/request-state";
import type { MemberId } from "@/lib/kernel/ids";
import { instantText } from "./mail-words";
import type { MailMessage } from "./render";
import { homeOf, howAgain, nextStep } from "./request-words";
import type { readEvent, readRequest } from "./store";

type Found = NonNullable<Awaited<ReturnType<typeof readRequest>>>;
type StoredEvent = NonNullable<Awaited<ReturnType<typeof readEvent>>>;
type PropsOf<Template extends MailMessage["template"]> = Extract<
  MailMessage,
  { template: Template }
>["props"];
type SharedProps = Omit<PropsOf<"request-ended">, "ending" | "because" | "why" | "next">;

/** Why this person is told how a request ended. Who both asked and was asked is told as who asked. */
export function whyTold(request: Found["request"], recipient: MemberId): string {
  return isRequester(request, recipient)
    ? `you asked for request ${request.number}`
    : `you were asked to decide on request ${request.number}`;
}

/** The mail about how a request or its approval ended otherwise than by its approvers; what the event says, as sentences. */
export function endingMail(
  stored: StoredEvent,
  found: Found,
  recipient: MemberId,
  props: SharedProps,
): MailMessage {
  // What is on the record was written by the core: its data fits its type.
  const event = stored as unknown as RequestEvent;
  const { request } = found;
  const why = whyTold(request, recipient);
  const next = howAgain(request);
  switch (event.type) {
    case "request.expired": {
      const because = `It was not decided by ${instantText(new Date(event.data.expiresAt))}.`;
      return { template: "request-ended", props: { ...props, ending: "Expired", because, next, why } };
    }
    case "request.superseded": {
      const because = event.data.reason;
      return { template: "request-ended", props: { ...props, ending: "Superseded", because, next, why } };
    }
    case "request.overridden": {
      const { decision, reason } = event.data;
      const outcome = decision === "approve" ? "approved" : "rejected";
      const { name: overriddenBy } = event.actor;
      return { template: "request-overridden", props: { ...props, overriddenBy, outcome, reason } };
    }
    case "approval.lapsed": {
      const because = `It was not used by ${instantText(new Date(event.data.lapsedAt))}.`;
      return ended(props, { ending: "Lapsed", endedBy: "Lapsed", because, next, reason: null });
    }
    case "approval.superseded": {
      const because = event.data.reason;
      return ended(props, { ending: "Superseded", endedBy: "Superseded", because, next, reason: null });
    }
    case "approval.revoked": {
      const { name } = event.actor;
      const because = `${name} took it back before it was used.`;
      const { reason } = event.data;
      return ended(props, { ending: "Revoked", endedBy: `Revoked by ${name}`, because, next, reason });
    }
    case "approval.execution_refused":
      return {
        template: "execution-refused",
        props: {
          ...props,
          url: nextStep(request, homeOf(found.organization), props.url).url,
          because: event.data.reason,
          useBy: request.lapsesAt && instantText(request.lapsesAt),
          why: isRequester(request, recipient) ? why : "you are an administrator",
        },
      };
    default:
      throw new Error(`no mail tells of ${event.type}`);
  }
}

function ended(
  { requesterName: _, ...props }: SharedProps,
  how: Pick<PropsOf<"approval-ended">, "ending" | "endedBy" | "because" | "next" | "reason">,
): MailMessage {
  return { template: "approval-ended", props: { ...props, ...how } };
}
