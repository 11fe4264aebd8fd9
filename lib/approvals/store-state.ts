import type { approvalRequest } from "@/db/schema";
import type { ApprovalUse, RequestState, Vote } from "./core/request-state";
import type { Bound } from "./core/request-subject";

type RequestRow = typeof approvalRequest.$inferSelect;

/** A request's votes and uses as JSON has them. */
export interface VotesAndUses {
  votes: (Omit<Vote, "castAt" | "replacedAt"> & { castAt: string; replacedAt: string | null })[];
  uses: (Omit<ApprovalUse, "startedAt" | "finishedAt"> & { startedAt: string; finishedAt: string | null })[];
}

/** Stored together, so they fit each other. */
function boundOf({ workflow, subject, fingerprintInput }: RequestRow): Bound {
  return { workflow, subject, fingerprintInput } as Bound;
}

function profileOf({ profileId, profileName, profileVersion }: RequestRow): RequestState["profile"] {
  if (profileId === null || profileName === null || profileVersion === null) return null;
  return { id: profileId, name: profileName, version: profileVersion };
}

/** The row and its votes and uses, as the core knows them. */
export function stateOf(row: RequestRow, { votes, uses }: VotesAndUses): RequestState {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...boundOf(row),
    id: row.id,
    organizationId: row.organizationId,
    number: row.number,
    projectId: row.projectId,
    subjectKey: row.subjectKey,
    fingerprint: row.fingerprint,
    profile: profileOf(row),
    rulesFrom: row.rulesFrom,
    rules: row.rules,
    rulesHash: row.rulesHash,
    openedBy: row.openedBy,
    startedBy: row.startedBy,
    builders: row.builders,
    message: row.message,
    state: row.state,
    use: row.use,
    openStep: row.openStep,
    asked: row.asked,
    votes: votes.map((vote) => ({
      ...vote,
      castAt: new Date(vote.castAt),
      replacedAt: instant(vote.replacedAt),
    })),
    uses: uses.map((use) => ({
      ...use,
      startedAt: new Date(use.startedAt),
      finishedAt: instant(use.finishedAt),
    })),
    openedAt: row.openedAt,
    expiresAt: row.expiresAt,
    decidedAt: row.decidedAt,
    closedAt: row.closedAt,
    closedBy: row.closedBy,
    closeReason: row.closeReason,
    overridden: row.overridden,
  };
}
