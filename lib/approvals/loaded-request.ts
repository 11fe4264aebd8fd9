import { type Caller, inScope } from "@/lib/directory/caller";
import type { MemberId } from "@/lib/kernel/ids";
import { mayCancel } from "./core/decide";
import { hasApproved } from "./core/decide-use";
import { type usableCapacities, whoCanDecide } from "./core/eligibility";
import { isRequester, type RequestState } from "./core/request-state";
import { takesPart } from "./core/taking-part";
import type { ReadFacts } from "./store-facts";
import { mayDecide } from "./token-rights";

/** One request with everything that decides what this caller sees of it and may do with it. */
export interface LoadedRequest {
  state: RequestState;
  read: ReadFacts;
  now: Date;
  canDecide: Map<MemberId, ReturnType<typeof usableCapacities>>;
  can: Record<"start" | "vote" | "cancel" | "override" | "promote" | "use" | "revoke", boolean>;
}

/** Rule 15, of a request that was just read. `acted`: the caller has done something about it, and is told with any token. */
export function sees(
  caller: Caller,
  read: ReadFacts,
  state: RequestState,
  now: Date,
  acted = false,
): boolean {
  const { id } = caller.member;
  // Who waited for an answer may have been disabled meanwhile.
  return (
    read.enabled &&
    (((acted || inScope(caller, "request.read")) && read.may("request.read")) ||
      isRequester(state, id) ||
      read.participant ||
      takesPart(state, id, read.roster, now))
  );
}

/** A request's state with who can decide and what this caller may do, by facts of that moment. */
export function loadedFor(caller: Caller, read: ReadFacts, state: RequestState, now: Date): LoadedRequest {
  const { id } = caller.member;
  const canDecide = whoCanDecide(state, read.roster, now);
  const open = state.closedAt === null;
  const may = (permission: Parameters<typeof read.may>[0]) =>
    inScope(caller, permission) && read.may(permission);
  const cancelFacts = {
    may: { create: false, execute: false, cancel: may("request.cancel"), override: false, see: true },
    requesterLost: read.requesterLost,
  };
  const can = {
    start: state.state === "new" && isRequester(state, id),
    vote: canDecide.has(id) && mayDecide(caller),
    cancel: open && mayCancel(state, id, cancelFacts),
    override:
      open &&
      state.rules.allowOverride &&
      may("request.override") &&
      caller.member.kind === "person" &&
      !isRequester(state, id) &&
      (state.rules.allowBuilderVote || !state.builders.includes(id)),
    promote:
      state.workflow === "environment-promotion" &&
      state.use === "ready" &&
      may("promotion.execute") &&
      (state.rules.allowApproverToPromote || !hasApproved(state, id)),
    use:
      state.workflow !== "environment-promotion" &&
      state.use === "ready" &&
      state.openedBy === id &&
      may("request.create") &&
      (state.rules.allowApproverToPromote || !hasApproved(state, id)),
    revoke: state.use === "ready" && may("request.override"),
  };
  return { state, read, now, canDecide, can };
}
