import type { RequestEvent, RequestOpened } from "./events";
import type { RequestState } from "./request-state";
import type { RequestStateName } from "./vocabulary";

/** Applies one stored event. Cannot fail: what may happen was decided before it was stored. */
export function evolve(state: RequestState | null, event: RequestEvent): RequestState {
  if (event.type === "request.opened") return born(event.data);
  if (state === null) throw new Error(`invariant: ${event.type} before request.opened`);
  switch (event.type) {
    case "step.opened":
      return {
        ...state,
        state: "waiting",
        openStep: event.data.step,
        asked: [...state.asked, ...event.data.asked],
      };
    case "vote.cast": {
      const { voteId, names: _names, ...vote } = event.data;
      return {
        ...state,
        votes: [...state.votes, { ...vote, id: voteId, castAt: event.at, replacedAt: null }],
      };
    }
    case "vote.replaced":
      return {
        ...state,
        votes: state.votes.map((vote) =>
          vote.id === event.data.voteId ? { ...vote, replacedAt: event.at } : vote,
        ),
      };
    case "request.started":
    case "step.approved":
    case "comment.added":
    case "request.reminded":
      return state;
    case "request.overridden":
      return { ...state, overridden: true, closeReason: event.data.reason };
    case "request.approved":
      return { ...closed(state, "approved", event, state.closeReason), use: "ready", decidedAt: event.at };
    case "request.rejected":
      return { ...closed(state, "rejected", event, event.data.reason), decidedAt: event.at };
    case "request.cancelled":
      return closed(state, "cancelled", event, event.data.reason);
    case "request.expired":
      // Over since its deadline, whenever somebody came to write it down: a list keeps its order (rule 5).
      return { ...closed(state, "expired", event, null), closedAt: new Date(event.data.expiresAt) };
    case "request.superseded":
      return closed(state, "superseded", event, event.data.reason);
    default:
      return evolveApproval(state, event);
  }
}

function born({
  waiting: _waiting,
  warnings: _warnings,
  names: _names,
  ...opened
}: RequestOpened): RequestState {
  const nothingYet = {
    openStep: null,
    asked: [],
    votes: [],
    uses: [],
    decidedAt: null,
    closedAt: null,
    closedBy: null,
    closeReason: null,
  };
  return { ...opened, ...nothingYet, state: "new", use: "none", overridden: false };
}

function closed(
  state: RequestState,
  name: RequestStateName,
  event: RequestEvent,
  reason: string | null,
): RequestState {
  return {
    ...state,
    state: name,
    openStep: null,
    closedAt: event.at,
    closedBy: event.actor,
    closeReason: reason,
  };
}

type UseEvent = Extract<RequestEvent, { type: `approval.${string}` }>;

/** The second machine: what became of the approval. */
function evolveApproval(state: RequestState, event: UseEvent): RequestState {
  switch (event.type) {
    case "approval.used": {
      const use = {
        id: event.data.useId,
        startedBy: event.data.memberId,
        startedAt: event.at,
        outcome: null,
        finishedAt: null,
      };
      return { ...state, use: "running", uses: [...state.uses, use] };
    }
    case "approval.finished":
      return {
        ...finished(state, event, "succeeded"),
        use: state.rules.grantUses === "once" ? "used" : "ready",
      };
    case "approval.failed":
      return { ...finished(state, event, "failed"), use: "ready" };
    case "approval.execution_refused":
      return state;
    case "approval.lapsed":
      return { ...state, use: "lapsed" };
    case "approval.revoked":
      return { ...state, use: "revoked", closeReason: event.data.reason };
    case "approval.superseded":
      return { ...state, use: "superseded", closeReason: event.data.reason };
  }
}

function finished(
  state: RequestState,
  event: Extract<UseEvent, { data: { useId: unknown } }>,
  outcome: "succeeded" | "failed",
): RequestState {
  const uses = state.uses.map((use) =>
    use.id === event.data.useId ? { ...use, outcome, finishedAt: event.at } : use,
  );
  return { ...state, uses };
}
