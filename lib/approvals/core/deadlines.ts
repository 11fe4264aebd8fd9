import type { RequestState } from "./request-state";
import { isOpen } from "./vocabulary";

const hour = 3_600_000;

/** Rule 5: counted from opening, for the whole request. Null: no limit. `hours` may be a fraction. */
export function expiryOf(openedAt: Date, hours: number | null): Date | null {
  return hours === null ? null : new Date(openedAt.getTime() + Math.round(hours * hour));
}

export function isOverdue(state: Pick<RequestState, "state" | "expiresAt">, now: Date): boolean {
  return isOpen(state.state) && state.expiresAt !== null && now >= state.expiresAt;
}

/** When an unused approval lapses, counted from the decision; null when it does not. */
export function lapseOf(state: Pick<RequestState, "decidedAt" | "rules">): Date | null {
  return state.decidedAt === null ? null : expiryOf(state.decidedAt, state.rules.hoursToUse);
}

export function isLapsing(state: Pick<RequestState, "use" | "decidedAt" | "rules">, now: Date): boolean {
  const lapsesAt = lapseOf(state);
  return state.use === "ready" && lapsesAt !== null && now >= lapsesAt;
}
