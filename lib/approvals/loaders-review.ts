import { database } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { callerMay } from "@/lib/directory/caller";
import { ok } from "@/lib/kernel/result";
import { askerActions } from "./asker-actions";
import { whyLost } from "./core/completion";
import { executesItself } from "./core/decide-use";
import type { Capacity } from "./core/eligibility";
import { isRequester, type RequestState } from "./core/request-state";
import { projectOf } from "./core/request-subject";
import type { LoadedRequest } from "./loaded-request";
import { loadRequest } from "./loaders";
import { loadRecord } from "./loaders-record";
import { aboutView } from "./review-about";
import { stepsOf } from "./review-steps";
import { approvalIs, closingOf, endedMeanwhile, revokeEffect, rulesLine, stateLabel } from "./review-words";
import { listComments, listHeldRoleNames } from "./views";
import { findExecutionRefusal } from "./views-execution";
import { whyNotMine } from "./why-not-mine";

/** For how long after a vote its voter is led on to what waits next: 15 minutes. */
const aMoment = 15 * 60_000;

/** Review Details (product.md, 5): what changes if I say yes, who decided, who still can, and my own decision. */
export async function loadReview(caller: Caller, number: number) {
  const loaded = await loadRequest(caller, number);
  return loaded.ok ? ok(await reviewOf(caller, loaded.value)) : loaded;
}

async function reviewOf(caller: Caller, loaded: LoadedRequest) {
  const { state, read } = loaded;
  const db = database();
  const { organizationId } = caller;
  const nameNow = (id: string) =>
    read.roster.members.get(id as Capacity["principalId"])?.name ?? "somebody who left";
  // A closed request is told as it was: with the names that its record carries.
  const record = state.closedAt === null ? null : await loadRecord(organizationId, state.id, nameNow);
  const nameOf = record?.nameThen ?? nameNow;
  const project = projectOf(state);
  const readsCatalog = callerMay(caller, "catalog.read", project?.id ?? "organization");
  const projectHref = `/${caller.organization.slug}/projects/${project?.slug}`;
  return {
    number: state.number,
    isOpen: state.closedAt === null,
    project: project && { name: project.name, href: readsCatalog ? projectHref : null },
    about: await aboutView(db, organizationId, state, readsCatalog ? projectHref : null),
    requester: requesterName(state, record?.askedAs ?? nameNow),
    requestedAt: state.openedAt,
    state: stateLabel(state),
    message: state.message,
    decision: await decisionOf(caller, loaded, nameOf),
    hasJustDecided: state.votes.some(
      ({ voterId, replacedAt, castAt }) =>
        voterId === caller.member.id &&
        replacedAt === null &&
        read.now.getTime() - castAt.getTime() < aMoment,
    ),
    cannotDecide: whyNotMine(loaded, caller.member.id, nameOf),
    asker: askerOf(caller, loaded),
    maySpend: loaded.can.promote,
    override: overrideOf(loaded, requesterName(state, nameOf)),
    revoke: loaded.can.revoke ? revokeEffect(state, caller.member.id, requesterName(state, nameOf)) : null,
    endedMeanwhile: endedMeanwhile(state, caller.member.id),
    cannotPass: whyItCannotPass(loaded),
    steps: stepsOf(loaded, caller.member.id, nameOf),
    comments: await listComments(db, organizationId, state.id),
    record: record?.lines ?? null,
    closing: (await notExecuted(organizationId, state)) ?? closingOf(state),
    rules: rulesLine(state),
    approvalIs: approvalIs(state),
  };
}

/** "Cannot pass any more", or never could: since it was opened without enough people. Null when it can, or is closed. */
function whyItCannotPass({ state, read }: LoadedRequest): string | null {
  const lost = state.closedAt === null ? whyLost(state, read.roster, read.now) : null;
  if (lost === null) return null;
  const now = read.warnings.length > 0 ? "This cannot be approved" : "This cannot be approved any more";
  return `${now}. ${lost} Administrators can change who may.`;
}

/** Approved under `execute` and still not used: why it did not run by itself, when that is so. */
async function notExecuted(organizationId: Caller["organizationId"], state: RequestState) {
  if (!executesItself(state)) return null;
  const reason = await findExecutionRefusal(database(), organizationId, state.id);
  return (
    reason && `Approved, but it was not promoted by itself: ${reason} It waits for somebody who promotes.`
  );
}

function requesterName(state: RequestState, nameOf: (id: string) => string): string {
  return state.startedBy
    ? `${nameOf(state.startedBy)} (through ${nameOf(state.openedBy)})`
    : nameOf(state.openedBy);
}

/** What the viewer's vote would be, in each capacity they have; null when there is none. */
async function decisionOf(
  caller: Caller,
  { state, canDecide }: LoadedRequest,
  nameOf: (id: string) => string,
) {
  const mine = canDecide.get(caller.member.id);
  const step = state.rules.steps[state.openStep ?? 0];
  if (!mine || !step) return null;
  const labels = await Promise.all(mine.map((capacity) => capacityLabel(caller, state, capacity, nameOf)));
  const missing = step.requirements.reduce(
    (sum, { name, requiredApprovals }) => sum + Math.max(0, requiredApprovals - approvalsOf(state, name)),
    0,
  );
  const again = state.votes.some(
    ({ voterId, replacedAt, step: at }) =>
      voterId === caller.member.id && replacedAt === null && at === state.openStep,
  );
  const last = missing === 1 && !again && state.openStep === state.rules.steps.length - 1;
  return {
    capacities: mine.map(({ requirement, principalId, direct }, index) => ({
      label: labels[index] ?? "approver",
      requirement,
      onBehalfOf: direct ? null : principalId,
    })),
    comment: state.rules.comment,
    consequence: again
      ? "You have decided already; deciding again replaces that."
      : last
        ? "Your approval is the last one needed."
        : null,
    seen: { step: step.name, fingerprint: state.fingerprint },
  };
}

/** What whoever asked, or may cancel, can do about an open request; null for everybody else. */
function askerOf(caller: Caller, { state, read, can }: LoadedRequest) {
  const { id } = caller.member;
  const isMine = isRequester(state, id);
  if (state.closedAt !== null || !(isMine || can.cancel)) return null;
  const { roster, now, remindedAt } = read;
  return {
    isMine,
    ...askerActions({ state, roster, now, remindedAt: remindedAt ?? null, mayCancel: can.cancel }, id),
  };
}

/** What overriding this request would do, for administrators who may: each decision's effect in a sentence. */
function overrideOf({ state, can }: LoadedRequest, requester: string) {
  if (!can.override) return null;
  const then = executesItself({ ...state, state: "approved", use: "ready" })
    ? ", and it is promoted by itself"
    : "";
  const who = state.asked.length > 0 ? `${requester} and everyone who was asked are` : `${requester} is`;
  const told = `The record says so for good, and ${who} told, with your name and your reason.`;
  return {
    approve: `Request ${state.number} is approved at once, without its approvers${then}. ${told}`,
    reject: `Request ${state.number} is rejected at once, without its approvers. ${told}`,
  };
}

function approvalsOf(state: RequestState, requirement: string): number {
  return state.votes.filter(
    (vote) =>
      vote.replacedAt === null &&
      vote.step === state.openStep &&
      vote.requirement === requirement &&
      vote.decision === "approve",
  ).length;
}

/** Why somebody may decide, in words: "Release manager", "for Sol Okafor, as Finance owner". */
async function capacityLabel(
  caller: Caller,
  state: RequestState,
  { requirement, principalId, direct }: Capacity,
  nameOf: (id: string) => string,
): Promise<string> {
  const asks = state.rules.steps[state.openStep ?? 0]?.requirements.find(({ name }) => name === requirement);
  const wanted = asks?.approvers.roles.map(({ roleId }) => roleId) ?? [];
  const roles = await listHeldRoleNames(database(), caller.organizationId, principalId, wanted);
  const as = roles.length > 0 ? new Intl.ListFormat("en").format(roles) : "an assignee";
  return direct ? as : `${nameOf(principalId)}'s delegate (${as})`;
}
