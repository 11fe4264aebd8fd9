import type { RequestEvent } from "@/lib/approvals/core/events";
import { isRequester } from "@/lib/approvals/core/request-state";
import { env } from "@/lib/env";
import type { MemberId } from "@/lib/kernel/ids";
import { instantText } from "./mail-words";
import type { MailMessage } from "./render";
import type { readEvent, readRequest } from "./store";

type Found = NonNullable<Awaited<ReturnType<typeof readRequest>>>;
type StoredEvent = NonNullable<Awaited<ReturnType<typeof readEvent>>>;
type PropsOf<Template extends MailMessage["template"]> = Extract<
  MailMessage,
  { template: Template }
>["props"];
type SharedProps = Omit<PropsOf<"request-ended">, "ending" | "because" | "why">;

/** Why this person is told how a request ended. Who both asked and was asked is told as who asked. */
export function whyTold(request: Found["request"], recipient: MemberId): string {
  return isRequester(request, recipient)
    ? `you asked for request ${request.number}`
    : `you were asked to decide on request ${request.number}`;
}

/** The component's Deploy page: where an approval is used. */
export function deployUrl({ request, organization }: Found): string {
  const { project, component } = request.subject;
  return `${env().NEXTAUTH_URL}/${organization.slug}/projects/${project.slug}/components/${component.slug}/deploy`;
}

/** The mail about how a request or its approval ended otherwise than by a decision; what the event says, as sentences. */
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
  switch (event.type) {
    case "request.expired": {
      const because = `It was not decided by ${instantText(new Date(event.data.expiresAt))}.`;
      return { template: "request-ended", props: { ...props, ending: "Expired", because, why } };
    }
    case "request.superseded": {
      const because = event.data.reason;
      return { template: "request-ended", props: { ...props, ending: "Superseded", because, why } };
    }
    case "approval.lapsed": {
      const because = `It was not used by ${instantText(new Date(event.data.lapsedAt))}.`;
      return ended(props, { ending: "Lapsed", endedBy: "Lapsed", because, reason: null });
    }
    case "approval.superseded": {
      const because = event.data.reason;
      return ended(props, { ending: "Superseded", endedBy: "Superseded", because, reason: null });
    }
    case "approval.revoked": {
      const { name } = event.actor;
      const because = `${name} took it back before it was used.`;
      const { reason } = event.data;
      return ended(props, { ending: "Revoked", endedBy: `Revoked by ${name}`, because, reason });
    }
    case "approval.execution_refused":
      return {
        template: "execution-refused",
        props: {
          ...props,
          url: deployUrl(found),
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
  how: Pick<PropsOf<"approval-ended">, "ending" | "endedBy" | "because" | "reason">,
): MailMessage {
  return { template: "approval-ended", props: { ...props, ...how } };
}
