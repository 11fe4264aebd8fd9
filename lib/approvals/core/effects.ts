import type { MemberId } from "@/lib/kernel/ids";
import type { RequestEvent } from "./events";
import type { RequestState } from "./request-state";

/** What an event asks of the outside. With the event's id, (kind, recipient) is the key that makes it happen once. */
export interface Effect {
  kind:
    | "mail.review-requested"
    | "mail.request-told"
    | "mail.nobody-decides"
    | "mail.request-cancelled"
    | "mail.request-approved"
    | "mail.request-rejected";
  recipient: string;
  /** Index into `events`: which event promised it. */
  event: number;
}

/**
 * Pure: which mails and jobs these events promise. Content is looked up when the job runs; here are only ids.
 * `administrators` are told of a step that opens with nobody to decide it.
 */
export function effectsOf(
  before: RequestState | null,
  after: RequestState,
  events: RequestEvent[],
  administrators: readonly MemberId[] = [],
): Effect[] {
  return events.flatMap((event, index): Effect[] => {
    const to = (kind: Effect["kind"], people: Iterable<string>) =>
      [...new Set(people)].map((recipient) => ({ kind, recipient, event: index }));
    switch (event.type) {
      case "step.opened":
        return [
          ...to(
            "mail.review-requested",
            event.data.asked.map(({ memberId }) => memberId),
          ),
          ...to("mail.request-told", event.data.told),
          ...(asksTooFew(after, event) ? to("mail.nobody-decides", administrators) : []),
        ];
      case "request.cancelled":
        return to("mail.request-cancelled", everyoneAsked(before ?? after));
      case "request.approved":
        return to("mail.request-approved", requesters(after));
      case "request.rejected":
        return to("mail.request-rejected", requesters(after));
      default:
        return [];
    }
  });
}

/** Does a step open with a requirement that nobody could decide? */
export function asksTooFew({ rules }: RequestState, event: RequestEvent): boolean {
  if (event.type !== "step.opened") return false;
  const { step, asked } = event.data;
  const requirements = rules.steps[step]?.requirements ?? [];
  return requirements.some(({ name }) => !asked.some(({ requirement }) => requirement === name));
}

function requesters(state: RequestState): string[] {
  return state.startedBy === null ? [state.openedBy] : [state.openedBy, state.startedBy];
}

/** All who were asked in any step, and all who voted: product.md, 8. */
function everyoneAsked(state: RequestState): string[] {
  return [...state.asked.map(({ memberId }) => memberId), ...state.votes.map(({ voterId }) => voterId)];
}
