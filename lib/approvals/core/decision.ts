import { systemActor } from "@/lib/kernel/actor";
import type { MemberId } from "@/lib/kernel/ids";
import type { Refusal } from "@/lib/kernel/refusal";
import { refusal } from "@/lib/kernel/refusal";
import type { Facts } from "./commands";
import { type Roster, whoCanDecide } from "./eligibility";
import type { RequestEvent } from "./events";
import type { RequestState } from "./request-state";
import { stepOf } from "./rules";
import { toldOfStep } from "./taking-part";
import type { UseStateName } from "./vocabulary";

/** Events to store, in order, and perhaps a refusal beside them: an overdue request expires *and* the command is refused. */
export interface Decision {
  events: RequestEvent[];
  refusal?: Refusal;
}

export function refuse(code: Refusal["code"]): Decision {
  return { events: [], refusal: refusal(code) };
}

/** The final decision never changes: whatever is asked of a closed request, the answer names what it became. */
export function refuseClosed(state: RequestState): Decision {
  return {
    events: [],
    refusal: refusal(state.state === "expired" ? "request_expired" : "request_closed", {
      facts: { state: state.state },
    }),
  };
}

/**
 * Why an approval that is not ready can be neither used nor revoked; of a request that was never approved, how it ended.
 * One that expired is `request_expired`, as for every command.
 */
export function notUsable(state: RequestState): Refusal {
  const never = state.closedAt !== null && state.state !== "approved";
  const detail = `This request was ${state.state === "expired" ? "not decided in time" : state.state}, so there is no approval to use. Ask for a new one.`;
  return refusal(refusalOfUse(state), { facts: { state: state.state }, ...(never ? { detail } : {}) });
}

const refusalAfter: Partial<Record<UseStateName, Refusal["code"]>> = {
  running: "approval_running",
  used: "approval_used",
  lapsed: "approval_lapsed",
  revoked: "approval_revoked",
  superseded: "approval_superseded",
};

function refusalOfUse({ state, use }: RequestState): Refusal["code"] {
  return state === "expired" ? "request_expired" : (refusalAfter[use] ?? "approval_not_ready");
}

/** Opens a step and records whom that asks, exactly the people whose vote would now be taken, and whom it only tells. */
export function openStep(state: RequestState, step: number, facts: Facts, now: Date): RequestEvent {
  const waiting: RequestState = { ...state, openStep: step };
  const asked = [...whoCanDecide(waiting, facts.roster, now)].flatMap(([memberId, capacities]) =>
    capacities.map(({ requirement, principalId, direct }) => ({
      memberId,
      requirement,
      onBehalfOf: direct ? null : principalId,
    })),
  );
  const { name } = stepOf(state.rules, step);
  const told = toldOfStep(waiting, step, asked, facts.roster);
  // Where a step opens, whoever is decided for is asked as well.
  const names = namesOfThen([...asked.map(({ memberId }) => memberId), ...told], facts.roster);
  return { type: "step.opened", data: { step, name, asked, told, names }, actor: systemActor, at: now };
}

/** What an event calls people, so that it can be read when they are called otherwise, or are gone. */
export function namesOfThen(people: readonly MemberId[], roster: Roster): Record<string, string> {
  const named = new Set(people);
  return Object.fromEntries(
    [...roster.members].filter(([id]) => named.has(id)).map(([id, { name }]) => [id, name]),
  );
}
