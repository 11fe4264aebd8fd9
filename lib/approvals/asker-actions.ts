import type { MemberId } from "@/lib/kernel/ids";
import { cancelEffect } from "./core/cancel-effect";
import type { Roster } from "./core/eligibility";
import { approversToRemind, remindableFrom } from "./core/reminders";
import type { RequestState } from "./core/request-state";

interface AskedFor {
  state: RequestState;
  roster: Roster;
  now: Date;
  remindedAt: Date | null;
  mayCancel: boolean;
}

/** What whoever asked can do while it is open: remind exactly those who can complete it, or take it back. */
export function askerActions({ state, roster, now, remindedAt, mayCancel }: AskedFor, viewer: MemberId) {
  const people = approversToRemind(state, roster, now).filter((one) => one !== viewer);
  return {
    isStarted: state.state !== "new",
    waitsFor: people
      .map((one) => roster.members.get(one)?.name ?? "somebody")
      .sort((a, b) => a.localeCompare(b)),
    remindedAt,
    /** Null: at once, when there is anybody to remind. */
    remindableFrom: remindableFrom(remindedAt, now),
    /** What cancelling does, in a sentence; null when the viewer may not. */
    cancelEffect: mayCancel ? cancelEffect(state, viewer) : null,
  };
}
