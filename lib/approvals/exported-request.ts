import type { MemberId } from "@/lib/kernel/ids";
import { projectOf } from "./core/request-subject";
import type { ListedRequest } from "./loaders";
import { rulesLine } from "./review-words";
import { subjectWords } from "./subject-words";

/** The columns of History's export, in their order. */
export const exportColumns = [
  "number",
  "workflow",
  "state",
  "overridden",
  "use",
  "project",
  "resource",
  "action",
  "from",
  "to",
  "build",
  "digest",
  "requester",
  "through",
  "message",
  "rules",
  "openedAt",
  "decidedAt",
  "closedAt",
  "closedBy",
  "closeReason",
  "votes",
] as const;

export type ExportedRequest = ReturnType<typeof exportedRequest>;

/** A closed request as a line of a file: one value a column, and its votes as sentences, replaced ones too. */
export function exportedRequest({ state, roster }: ListedRequest) {
  const nameOf = (id: MemberId) => roster.members.get(id)?.name ?? id;
  const { resource, action } = subjectWords(state);
  const promotion = state.workflow === "environment-promotion" ? state.subject : null;
  return {
    number: state.number,
    workflow: state.workflow,
    state: state.state,
    overridden: state.overridden,
    use: state.use,
    project: projectOf(state)?.name ?? null,
    resource,
    action,
    from: promotion?.from.name ?? null,
    to: promotion?.to.name ?? null,
    build: promotion?.build.number ?? null,
    digest: promotion?.build.digest ?? null,
    requester: nameOf(state.startedBy ?? state.openedBy),
    through: state.startedBy === null ? null : nameOf(state.openedBy),
    message: state.message,
    rules: rulesLine(state),
    openedAt: state.openedAt.toISOString(),
    decidedAt: state.decidedAt?.toISOString() ?? null,
    closedAt: state.closedAt?.toISOString() ?? null,
    closedBy: state.closedBy?.name ?? null,
    closeReason: state.closeReason,
    votes: state.votes.map(
      ({ voterId, principalId, decision, requirement, castAt, replacedAt }) =>
        `${nameOf(voterId)}${principalId === voterId ? "" : ` for ${nameOf(principalId)}`}: ${decision} (${requirement}), ${castAt.toISOString()}${replacedAt ? ", replaced" : ""}`,
    ),
  };
}
