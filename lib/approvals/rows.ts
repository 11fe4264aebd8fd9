import type { MemberId } from "@/lib/kernel/ids";
import { wantsComment } from "./core/decide-vote";
import { usableCapacities } from "./core/eligibility";
import { promotionChanges } from "./core/promotion-words";
import type { RequestState } from "./core/request-state";
import { type About, projectOf } from "./core/request-subject";
import { tallyOf } from "./core/tally";
import type { ClosedRequest, ListedRequest } from "./loaders";
import { rulesLine, statusOf } from "./review-words";
import { askingSystem, detailLines, subjectWords } from "./subject-words";

const soon = 6 * 3_600_000;

/** A row of Pending: who asks for what, how much changes, whom it waits for. */
export function pendingRow({ state, roster, now }: ListedRequest, viewer: MemberId) {
  const nameOf = (id: MemberId) => roster.members.get(id)?.name ?? "somebody who left";
  const canDecide = usableCapacities(state, viewer, roster, now).length > 0;
  return {
    number: state.number,
    ...whatIsAsked(state),
    project: projectOf(state)?.name ?? null,
    requester: nameOf(state.startedBy ?? state.openedBy),
    requestedAt: state.openedAt,
    waitingFor: (state.openStep === null ? [] : tallyOf(state, state.openStep)).map(
      ({ requirement, approvals }) => ({
        name: requirement.name,
        approvals,
        requiredApprovals: requirement.requiredApprovals,
      }),
    ),
    decideBy: state.expiresAt,
    isUrgent: state.expiresAt !== null && state.expiresAt.getTime() - now.getTime() < soon,
    canDecide,
    bulk: canDecide ? bulkOf(state) : null,
  };
}

/** What a decision taken from the list is for, and whether it wants a comment. */
function bulkOf({ rules, openStep, fingerprint }: RequestState) {
  const step = rules.steps[openStep ?? 0]?.name ?? "";
  return {
    seen: { step, fingerprint },
    needsComment: { approve: wantsComment(rules, "approve"), reject: wantsComment(rules, "reject") },
  };
}

/** What it is about and what it would do, as the columns say it. */
function whatIsAsked(about: About) {
  if (about.workflow === "environment-promotion") {
    const { component, build, from, to } = about.subject;
    return {
      name: component.name,
      tag: `#${build.number}`,
      action: { from: from.name, to: to.name },
      changes: promotionChanges(about.subject),
    };
  }
  const { resource, action } = about.subject;
  const lines = detailLines(about.subject).length;
  return {
    name: about.workflow === "external" ? askingSystem(about.subject) : resource,
    tag: null,
    action: { from: null, to: about.workflow === "external" ? `${action} ${resource}` : action },
    changes: lines === 0 ? "No details" : lines === 1 ? "1 detail" : `${lines} details`,
  };
}

/** A row of History. */
export function historyRow({ state, askedAs }: ClosedRequest) {
  const { resource, action } = subjectWords(state);
  return {
    number: state.number,
    resource,
    action,
    profile: rulesLine(state),
    requester: askedAs(state.startedBy ?? state.openedBy),
    status: statusOf(state),
    openedAt: state.openedAt,
    closedAt: state.closedAt ?? state.openedAt,
  };
}
