import type { RequestState } from "./request-state";
import { isOpen } from "./vocabulary";

const hour = 3_600_000;

/** Rule 5: counted from opening, for the whole request. Null: no limit. `hours` may be a fraction. */
export function expiryOf(openedAt: Date, hours: number | null): Date | null {
  return hours === null ? null : new Date(openedAt.getTime() + Math.round(hours * hour));
}

/** Since when an open request is overdue: its deadline. Null while it is not, and of one that is closed. */
export function overdueSince({ state, expiresAt }: Pick<RequestState, "state" | "expiresAt">, now: Date) {
  return isOpen(state) && expiresAt && now >= expiresAt ? expiresAt : null;
}

/** When an unused approval lapses, counted from the decision; null when it does not. */
export function lapseOf(state: Pick<RequestState, "decidedAt" | "rules">): Date | null {
  return state.decidedAt === null ? null : expiryOf(state.decidedAt, state.rules.hoursToUse);
}

/** Since when an approval nobody used has lapsed; null while it has not, and of one that is not ready. */
export function lapsedSince(state: Pick<RequestState, "use" | "decidedAt" | "rules">, now: Date) {
  const lapsesAt = lapseOf(state);
  return state.use === "ready" && lapsesAt && now >= lapsesAt ? lapsesAt : null;
}
