import { type Refusal, refusal } from "@/lib/kernel/refusal";
import type { CommandOf, Facts } from "./commands";
import { type Decision, namesOfThen, openStep, refuseClosed } from "./decision";
import { barOf, type Capacity, type CapacityBar, capacitiesInStep, excessOf } from "./eligibility";
import type { RequestEvent, RequestEventBody } from "./events";
import { evolve } from "./evolve";
import { isRequester, type RequestState } from "./request-state";
import { type ApprovalRules, stepOf } from "./rules";
import { outcomeOf } from "./tally";
import { isOpen } from "./vocabulary";

type Decide = CommandOf<"vote">["decision"];

/** A vote is checked in the order of engine.md's list of refusals; the first that applies is the answer. */
export function decideVote(
  state: RequestState,
  command: CommandOf<"vote">,
  facts: Facts,
  now: Date,
): Decision {
  if (!isOpen(state.state)) return refuseClosed(state);
  const step = state.openStep;
  if (step === null) return refuse(refusal("not_waiting"));
  const changed = whatChanged(state, step, command);
  if (changed) return refuse(changed);
  const chosen = chooseCapacity(state, step, command, facts, now);
  if ("code" in chosen) return refuse(chosen);
  if (commentMissing(state, command)) return refuse(refusal("comment_required"));
  return { events: castVote(state, step, command, chosen, facts, now) };
}

function refuse(why: Refusal): Decision {
  return { events: [], refusal: why };
}

/** `seen` is what the voter looked at. Newer votes and comments are not a change of it. */
function whatChanged(state: RequestState, open: number, { seen }: CommandOf<"vote">): Refusal | null {
  if (!seen) return null;
  const step = stepOf(state.rules, open).name;
  const differs = [
    ...(seen.step === step ? [] : ["open step"]),
    ...(seen.fingerprint === state.fingerprint ? [] : ["what would ship"]),
  ];
  return differs.length > 0
    ? refusal("request_changed", { facts: { differs, step, fingerprint: state.fingerprint } })
    : null;
}

function chooseCapacity(
  state: RequestState,
  step: number,
  command: CommandOf<"vote">,
  facts: Facts,
  now: Date,
): Capacity | Refusal {
  const { memberId, requirement, onBehalfOf } = command;
  if (
    !state.rules.allowRequesterVote &&
    (isRequester(state, memberId) || (onBehalfOf && isRequester(state, onBehalfOf)))
  )
    return refusal("requester_may_not_vote");
  if (
    !state.rules.allowBuilderVote &&
    (state.builders.includes(memberId) || (onBehalfOf && state.builders.includes(onBehalfOf)))
  )
    return refusal("builder_may_not_vote");
  const held = (capacitiesInStep(state, step, facts.roster, now).get(memberId) ?? []).filter(
    (capacity) =>
      (requirement === undefined || capacity.requirement === requirement) &&
      (onBehalfOf === undefined || capacity.principalId === onBehalfOf),
  );
  if (held.length === 0) return refusal("not_eligible");
  const bars = held.map((capacity) => barOf(state, memberId, capacity));
  const usable = held.filter((_, index) => bars[index] === null);
  if (usable.length === 0) return refusal(firstBar(bars));
  const direct = usable.filter((capacity) => capacity.direct);
  const candidates = direct.length > 0 ? direct : usable;
  const [only, ...others] = candidates;
  if (only && others.length === 0) return only;
  const choices = candidates.map((c) => ({
    requirement: c.requirement,
    onBehalfOf: c.direct ? null : c.principalId,
  }));
  return refusal("capacity_ambiguous", { facts: { choices } });
}

const barsBeforeVoted: CapacityBar[] = [
  "requester_may_not_vote",
  "builder_may_not_vote",
  "already_decided_earlier_step",
  "already_represented",
];

/** Several capacities may be barred for several reasons; the first in the list of refusals is the answer. */
function firstBar(bars: (CapacityBar | null)[]): CapacityBar {
  return barsBeforeVoted.find((bar) => bars.includes(bar)) ?? "already_voted";
}

function commentMissing(state: RequestState, { comment, decision }: CommandOf<"vote">): boolean {
  return wantsComment(state.rules, decision) && (comment ?? "").trim() === "";
}

/** Do these rules want a comment with this decision? */
export function wantsComment({ comment }: Pick<ApprovalRules, "comment">, decision: Decide): boolean {
  return comment === "required" || (comment === "on-reject" && decision === "reject");
}

function castVote(
  state: RequestState,
  step: number,
  command: CommandOf<"vote">,
  capacity: Capacity,
  facts: Facts,
  now: Date,
): RequestEvent[] {
  const events: RequestEvent[] = [];
  let current = state;
  const happen = (body: RequestEventBody) => {
    const event: RequestEvent = { ...body, actor: command.actor, at: now };
    events.push(event);
    current = evolve(current, event);
  };
  const { voteId, memberId: voterId, decision, comment } = command;
  const { principalId, requirement } = capacity;
  const names = namesOfThen([voterId, principalId], facts.roster);
  const { replaced } = excessOf(state, voterId, capacity);
  happen({
    type: "vote.cast",
    data: {
      voteId,
      voterId,
      principalId,
      step,
      requirement,
      decision,
      comment,
      names: { voter: names[voterId] ?? voterId, principal: names[principalId] ?? principalId },
    },
  });
  for (const vote of replaced) happen({ type: "vote.replaced", data: { voteId: vote.id, by: voteId } });
  const outcome = outcomeOf(current, step);
  if (outcome === "rejected")
    happen({ type: "request.rejected", data: { overridden: false, reason: comment } });
  if (outcome === "approved") {
    happen({ type: "step.approved", data: { step, name: stepOf(state.rules, step).name } });
    if (step + 1 < state.rules.steps.length) events.push(openStep(current, step + 1, facts, now));
    else happen({ type: "request.approved", data: { overridden: false } });
  }
  return events;
}
