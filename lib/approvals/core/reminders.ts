import type { MemberId } from "@/lib/kernel/ids";
import { refusal } from "@/lib/kernel/refusal";
import type { CommandOf, Facts } from "./commands";
import { missingOf } from "./completion";
import { type Decision, namesOfThen, refuse, refuseClosed } from "./decision";
import type { Roster } from "./eligibility";
import type { RequestState } from "./request-state";
import { isOpen } from "./vocabulary";

/** A request's approvers are reminded at most once in so many hours, whoever of its requesters asks. */
const hoursBetweenReminders = 4;

/** Whose approval brings the open step nearer, as it stands: exactly those a reminder is for. Empty unless waiting. */
export function approversToRemind(state: RequestState, roster: Roster, now: Date): MemberId[] {
  const missing = missingOf(state, roster, now).filter(({ step }) => step === state.openStep);
  return [...new Set(missing.flatMap(({ from }) => from))];
}

/** The first instant at which they may be reminded again; null when that is at once. */
export function remindableFrom(remindedAt: Date | null, now: Date): Date | null {
  if (remindedAt === null) return null;
  const from = new Date(remindedAt.getTime() + hoursBetweenReminders * 3_600_000);
  return from > now ? from : null;
}

/** The requester's nudge: to those who can complete the open step, not to who sends it. */
export function decideReminder(
  state: RequestState,
  { actor, memberId }: CommandOf<"remind">,
  { roster, remindedAt }: Facts,
  now: Date,
): Decision {
  if (!isOpen(state.state)) return refuseClosed(state);
  if (state.state === "new") return refuse("not_waiting");
  const told = approversToRemind(state, roster, now).filter((id) => id !== memberId);
  if (told.length === 0) return refuse("nobody_to_remind");
  const againAt = remindableFrom(remindedAt, now);
  if (againAt)
    return {
      events: [],
      refusal: refusal("reminded_recently", { facts: { againAt: againAt.toISOString() } }),
    };
  return {
    events: [{ type: "request.reminded", data: { told, names: namesOfThen(told, roster) }, actor, at: now }],
  };
}
