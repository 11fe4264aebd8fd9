import type { MemberId } from "@/lib/kernel/ids";
import { usableCapacities } from "./core/eligibility";
import { promotionAction } from "./core/promotion-words";
import { tallyOf } from "./core/tally";
import type { ListedRequest } from "./loaders";
import { statusOf } from "./review-words";

const soon = 6 * 3_600_000;

/** A row of Pending: who asks for what, how much changes, whom it waits for. */
export function pendingRow({ state, roster, now }: ListedRequest, viewer: MemberId) {
  const { subject } = state;
  const nameOf = (id: MemberId) => roster.members.get(id)?.name ?? "somebody who left";
  const { commits, keys } = subject.changes;
  return {
    number: state.number,
    component: subject.component.name,
    build: subject.build.number,
    project: subject.project.name,
    from: subject.from.name,
    to: subject.to.name,
    changes: changesInShort(commits, keys),
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
    canDecide: usableCapacities(state, viewer, roster, now).length > 0,
  };
}

/** "6 commits, 2 keys" */
function changesInShort(commits: number, keys: number): string {
  const parts = [
    ...(commits > 0 ? [`${commits} ${commits === 1 ? "commit" : "commits"}`] : []),
    ...(keys > 0 ? [`${keys} ${keys === 1 ? "key" : "keys"}`] : []),
  ];
  return parts.join(", ") || "Nothing";
}

/** A row of History. */
export function historyRow({ state, roster }: ListedRequest) {
  const { subject } = state;
  const requester = state.startedBy ?? state.openedBy;
  return {
    number: state.number,
    resource: `${subject.component.name} #${subject.build.number}`,
    action: promotionAction(subject),
    profile: `${state.profile.name}, version ${state.profile.version}`,
    requester: roster.members.get(requester)?.name ?? "somebody who left",
    status: statusOf(state),
    openedAt: state.openedAt,
    closedAt: state.closedAt ?? state.openedAt,
  };
}
