import { lapsedSince, overdueSince } from "./deadlines";
import type { RequestState } from "./request-state";

/**
 * The request as it truly is at an instant: overdue ones are expired and unused approvals lapsed whether or not anybody
 * has written that down yet (engine.md, rule 5). Every read goes through here.
 */
export function stateAt<State extends RequestState>(state: State, now: Date): State {
  const closedAt = overdueSince(state, now);
  if (closedAt) return { ...state, state: "expired", openStep: null, closedAt };
  return lapsedSince(state, now) ? { ...state, use: "lapsed" } : state;
}
