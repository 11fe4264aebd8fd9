import { isLapsing, isOverdue, lapseOf } from "./deadlines";
import type { RequestState } from "./request-state";

/**
 * The request as it truly is at an instant: overdue ones are expired and unused approvals lapsed whether or not anybody
 * has written that down yet (engine.md, rule 5). Every read goes through here.
 */
export function stateAt<State extends RequestState>(state: State, now: Date): State {
  if (isOverdue(state, now)) return { ...state, state: "expired", openStep: null, closedAt: state.expiresAt };
  if (isLapsing(state, now)) return { ...state, use: "lapsed", closedAt: state.closedAt ?? lapseOf(state) };
  return state;
}
