import { systemActor } from "@/lib/kernel/actor";
import { contentHash } from "@/lib/kernel/canonical-json";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import type { Command, CommandOf, Facts } from "./commands";
import { whyLost } from "./completion";
import { expiryOf, lapsedSince, overdueSince } from "./deadlines";
import { decideUse, decideUseOutcome, executesItself } from "./decide-use";
import { decideVote } from "./decide-vote";
import { type Decision, namesOfThen, notUsable, openStep, refuse, refuseClosed } from "./decision";
import type { RequestEvent, RequestEventBody } from "./events";
import { evolve } from "./evolve";
import { fingerprintOf } from "./fingerprint";
import { warningOfLost } from "./preview";
import { decideReminder } from "./reminders";
import { isRequester, type RequestState } from "./request-state";
import type { ApprovalRules } from "./rules";
import { isOpen } from "./vocabulary";

/**
 * The whole product's question: may this happen, and what then is true? Pure and total. `state` is null before `open`.
 * Source of every rule: engine.md.
 */
export function decide(state: RequestState | null, command: Command, facts: Facts, now: Date): Decision {
  if (command.type === "open") return decideOpen(command, facts, now);
  if (state === null) return { events: [], refusal: refusal("not_found") };
  if (command.actor.kind === "member" && !facts.may.see) return refuse("not_found");
  const by = (body: RequestEventBody): RequestEvent => ({ ...body, actor: command.actor, at: now });
  const due = whatIsDue(state, now);
  if (due) {
    // Answered as if it had been written down long ago: nothing may depend on whether a sweeper has run (rule 5).
    const left = decide(evolve(state, due), command, facts, now);
    return { ...left, events: [due, ...left.events] };
  }
  if (!isPermitted(state, command, facts)) return refuse("not_permitted");
  switch (command.type) {
    case "vote":
      return decideVote(state, command, facts, now);
    case "start":
      return decideStart(state, command, facts, now);
    case "comment":
      return isOpen(state.state)
        ? { events: [by({ type: "comment.added", data: { text: command.text } })] }
        : refuseClosed(state);
    case "remind":
      return decideReminder(state, command, facts, now);
    case "cancel":
      return decideCancel(state, command, facts, now);
    case "override":
      return decideOverride(state, command, now);
    case "supersede":
      if (isOpen(state.state))
        return { events: [by({ type: "request.superseded", data: { reason: command.reason } })] };
      if (state.use === "ready")
        return { events: [by({ type: "approval.superseded", data: { reason: command.reason } })] };
      return refuseClosed(state);
    case "use":
      return decideUse(state, command, facts, now);
    case "refuse-execution": {
      const { code, reason } = command;
      const refused = by({ type: "approval.execution_refused", data: { code, reason } });
      return { events: executesItself(state) ? [refused] : [] };
    }
    case "finish":
    case "fail":
      return decideUseOutcome(state, command, now);
    case "revoke":
      if (state.use !== "ready") return { events: [], refusal: notUsable(state) };
      if (command.reason.trim() === "") return refuse("reason_required");
      return { events: [by({ type: "approval.revoked", data: { reason: command.reason } })] };
    case "expire":
    case "lapse":
      return { events: [] };
  }
}

/** What the clock has decided and nobody has written down yet. */
function whatIsDue(state: RequestState, at: Date): RequestEvent | null {
  const actor = systemActor;
  const expiresAt = overdueSince(state, at)?.toISOString();
  if (expiresAt) return { type: "request.expired", data: { expiresAt }, actor, at };
  const lapsedAt = lapsedSince(state, at)?.toISOString();
  return lapsedAt ? { type: "approval.lapsed", data: { lapsedAt }, actor, at } : null;
}

/**
 * `not_permitted` comes before everything that the request itself could answer (engine.md, Refusals). A service account
 * never overrides, whatever it holds; who uses an approval has the permission at that moment (rule 9): what another
 * system asked for is used by what asked, while that may still ask.
 */
function isPermitted(state: RequestState, command: Command, { may, roster }: Facts): boolean {
  switch (command.type) {
    case "start":
    case "remind":
      return isRequester(state, command.memberId);
    case "override":
      return may.override && roster.members.get(command.memberId)?.kind !== "service";
    case "revoke":
      return may.override;
    case "use":
      return state.workflow === "environment-promotion"
        ? may.execute
        : may.create && command.memberId === state.openedBy;
    case "finish":
    case "fail":
      return command.actor.kind === "system" || isOpenersOwn(state, command.actor.memberId);
    default:
      return true;
  }
}

/** What another system does under an approval, it says itself how that ended; of a deployment its driver does. */
function isOpenersOwn({ workflow, openedBy }: RequestState, memberId: RequestState["openedBy"]): boolean {
  return workflow !== "environment-promotion" && memberId === openedBy;
}

/** Why a request with these rules may not be opened; null when it may. Asked before anything is written, and again by `decide`. */
export function refusalOfOpening(rules: ApprovalRules, facts: Facts): Refusal | null {
  if (!facts.may.create || (rules.onApproval === "execute" && !facts.may.execute))
    return refusal("not_permitted");
  if (facts.openRequest !== null) return refusal("request_exists", { facts: { number: facts.openRequest } });
  if (facts.gate !== "gated") return refusal(facts.gate);
  return facts.sourceHealthy ? null : refusal("source_not_healthy");
}

function decideOpen(command: CommandOf<"open">, facts: Facts, now: Date): Decision {
  const why = refusalOfOpening(command.request.rules, facts);
  if (why) return { events: [], refusal: why };
  const { request } = command;
  const { startedBy } = request;
  const lost = whyLost({ ...request, votes: [], openStep: null }, facts.roster, now);
  const opened: RequestEvent = {
    type: "request.opened",
    actor: command.actor,
    at: now,
    data: {
      ...request,
      fingerprint: fingerprintOf(request.fingerprintInput),
      rulesHash: contentHash(request.rules),
      openedAt: now,
      expiresAt: expiryOf(now, request.rules.hoursToDecide),
      waiting: request.rules.startsWaiting,
      warnings: lost === null ? [] : [warningOfLost(lost)],
      ...(startedBy === null ? {} : { names: namesOfThen([startedBy], facts.roster) }),
    },
  };
  if (!request.rules.startsWaiting) return { events: [opened] };
  return { events: [opened, openStep(evolve(null, opened), 0, facts, now)] };
}

function decideStart(state: RequestState, command: CommandOf<"start">, facts: Facts, now: Date): Decision {
  if (!isOpen(state.state)) return refuseClosed(state);
  if (state.state !== "new") return refuse("already_started");
  const started: RequestEvent = { type: "request.started", data: {}, actor: command.actor, at: now };
  return { events: [started, openStep(evolve(state, started), 0, facts, now)] };
}

function decideCancel(state: RequestState, command: CommandOf<"cancel">, facts: Facts, now: Date): Decision {
  if (!isOpen(state.state)) return refuseClosed(state);
  if (command.memberId !== null && !mayCancel(state, command.memberId, facts))
    return refuse("cancel_not_allowed");
  return {
    events: [{ type: "request.cancelled", data: { reason: command.reason }, actor: command.actor, at: now }],
  };
}

/**
 * Who may cancel, by the rules; an administrator always when the requester can no longer do it, and what opened an
 * external request always: it has a time-out of its own.
 */
export function mayCancel(
  state: RequestState,
  memberId: Parameters<typeof isRequester>[1],
  facts: Pick<Facts, "may" | "requesterLost">,
): boolean {
  const { whoMayCancel } = state.rules;
  if (state.workflow === "external" && state.openedBy === memberId) return true;
  if (isRequester(state, memberId) && whoMayCancel !== "administrator") return true;
  if (!facts.may.cancel) return false;
  return whoMayCancel !== "requester" || facts.requesterLost;
}

function decideOverride(state: RequestState, command: CommandOf<"override">, now: Date): Decision {
  if (!isOpen(state.state)) return refuseClosed(state);
  if (isRequester(state, command.memberId)) return refuse("requester_may_not_override");
  if (!state.rules.allowBuilderVote && state.builders.includes(command.memberId))
    return refuse("builder_may_not_override");
  if (!state.rules.allowOverride) return refuse("override_not_allowed");
  if (command.reason.trim() === "") return refuse("reason_required");
  const { decision, reason, actor } = command;
  const overridden: RequestEvent = { type: "request.overridden", data: { decision, reason }, actor, at: now };
  const outcome: RequestEventBody =
    decision === "approve"
      ? { type: "request.approved", data: { overridden: true } }
      : { type: "request.rejected", data: { overridden: true, reason } };
  return { events: [overridden, { ...outcome, actor, at: now }] };
}
