import type { Actor } from "@/lib/kernel/actor";
import type { MemberId } from "@/lib/kernel/ids";
import { executesItself } from "./decide-use";
import type { RequestEvent } from "./events";
import type { RequestState } from "./request-state";
import { stepOf } from "./rules";

/** What an event asks of the outside. With the event's id, (kind, recipient) is the key that makes it happen once. */
export interface Effect {
  kind:
    | "mail.review-requested"
    | "mail.request-told"
    | "mail.review-reminded"
    | "mail.comment-added"
    | "mail.nobody-decides"
    | "mail.request-cancelled"
    | "mail.request-expired"
    | "mail.request-superseded"
    | "mail.request-overridden"
    | "mail.request-approved"
    | "mail.request-rejected"
    | "mail.approval-lapsed"
    | "mail.approval-revoked"
    | "mail.approval-superseded"
    | "mail.execution-refused"
    | "approval.execute";
  recipient: string;
  /** Index into `events`: which event promised it. */
  event: number;
}

/** Whom events concern besides those whom the request's state names. */
export interface Others {
  /** Told of a step that opens with nobody to decide it, and of what could not run by itself. */
  administrators?: readonly MemberId[];
  /** Whom the open step asked when it opened. */
  askedNow?: readonly MemberId[];
  /** Who has commented before. */
  commenters?: readonly MemberId[];
}

/**
 * Pure: which mails and jobs these events promise. Content is looked up when the job runs; here are only ids.
 */
export function effectsOf(
  before: RequestState | null,
  after: RequestState,
  events: RequestEvent[],
  { administrators = [], askedNow = [], commenters = [] }: Others = {},
): Effect[] {
  return events.flatMap((event, index): Effect[] => {
    const to = (kind: Effect["kind"], people: Iterable<string>) =>
      [...new Set(people)].map((recipient) => ({ kind, recipient, event: index }));
    const asked = everyoneAsked(before ?? after);
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
      case "request.reminded":
        return to("mail.review-reminded", event.data.told);
      case "comment.added":
        return to(
          "mail.comment-added",
          othersThan(event.actor, [...requesters(after), ...askedNow, ...commenters]),
        );
      case "request.cancelled":
        return to("mail.request-cancelled", [...asked, ...requestersBut(event.actor, after)]);
      case "request.expired":
        return to("mail.request-expired", [...asked, ...requesters(after)]);
      case "request.superseded":
        return to("mail.request-superseded", [...asked, ...requesters(after)]);
      case "request.overridden":
        return to("mail.request-overridden", approversBut(event.actor, after, asked));
      case "request.approved":
        return [
          ...to("mail.request-approved", requesters(after)),
          ...(executesItself(after) ? to("approval.execute", [after.id]) : []),
        ];
      case "request.rejected":
        return to("mail.request-rejected", requesters(after));
      case "approval.lapsed":
        return to("mail.approval-lapsed", requesters(after));
      case "approval.revoked":
        return to("mail.approval-revoked", requestersBut(event.actor, after));
      case "approval.superseded":
        return to("mail.approval-superseded", requesters(after));
      case "approval.execution_refused":
        return to("mail.execution-refused", [...requesters(after), ...administrators]);
      default:
        return [];
    }
  });
}

/** Does what this event promises concern the administrators? Only then need they be read. */
export function tellsAdministrators(state: RequestState, event: RequestEvent): boolean {
  return asksTooFew(state, event) || event.type === "approval.execution_refused";
}

/** Does a step open with a requirement that nobody could decide? */
function asksTooFew({ rules }: RequestState, event: RequestEvent): boolean {
  if (event.type !== "step.opened") return false;
  const { step, asked } = event.data;
  return stepOf(rules, step).requirements.some(
    ({ name }) => !asked.some(({ requirement }) => requirement === name),
  );
}

function requesters(state: RequestState): string[] {
  return state.startedBy === null ? [state.openedBy] : [state.openedBy, state.startedBy];
}

function requestersBut(actor: Actor, state: RequestState): string[] {
  return othersThan(actor, requesters(state));
}

/** Who asked is told of the decision itself. */
function approversBut(actor: Actor, state: RequestState, asked: readonly string[]): string[] {
  return othersThan(actor, asked).filter((id) => !requesters(state).includes(id));
}

/** Nobody is told of what they have just done themselves. */
function othersThan(actor: Actor, people: readonly string[]): string[] {
  return people.filter((id) => actor.kind !== "member" || actor.memberId !== id);
}

/** Everybody whom a request asked so far, and those who voted (product.md, 8); somebody may be named twice. */
export function everyoneAsked(state: RequestState): string[] {
  return [...state.asked.map(({ memberId }) => memberId), ...state.votes.map(({ voterId }) => voterId)];
}
