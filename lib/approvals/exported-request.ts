import type { VoteId } from "@/lib/kernel/ids";
import { projectOf } from "./core/request-subject";
import type { ClosedRequest } from "./loaders";
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

/** What the people of each vote were called when it was cast. */
export type NamesOfVotes = ReadonlyMap<VoteId, { voter: string; principal: string }>;

/** A closed request as a line of a file: one value a column, and its votes as sentences, replaced ones too. */
export function exportedRequest({ state, askedAs }: ClosedRequest, namesOfVotes: NamesOfVotes) {
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
    requester: askedAs(state.startedBy ?? state.openedBy),
    through: state.startedBy === null ? null : askedAs(state.openedBy),
    message: state.message,
    rules: rulesLine(state),
    openedAt: state.openedAt.toISOString(),
    decidedAt: state.decidedAt?.toISOString() ?? null,
    closedAt: state.closedAt?.toISOString() ?? null,
    closedBy: state.closedBy?.name ?? null,
    closeReason: state.closeReason,
    votes: state.votes.map(({ id, voterId, principalId, decision, requirement, castAt, replacedAt }) => {
      const { voter, principal } = namesOfVotes.get(id) ?? { voter: voterId, principal: principalId };
      const whose = principalId === voterId ? voter : `${voter} for ${principal}`;
      return `${whose}: ${decision} (${requirement}), ${castAt.toISOString()}${replacedAt ? ", replaced" : ""}`;
    }),
  };
}
