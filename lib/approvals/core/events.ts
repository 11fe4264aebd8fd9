import type { Actor } from "@/lib/kernel/actor";
import type { MemberId, UseId, VoteId } from "@/lib/kernel/ids";
import type { RefusalCode } from "@/lib/kernel/refusal";
import type { Asked, OpenedState } from "./request-state";
import type { Bound } from "./request-subject";
import type { VoteDecision } from "./vocabulary";

/** What kept something from running by itself: a refusal, or a defect of ours. */
export type ExecutionRefusalCode = RefusalCode | "defect";

/**
 * Everything a request is born with: the full rules, the frozen subject and its fingerprint (engine.md, open). `names`:
 * what the person is called for whom somebody else asks; requests opened before this was kept have none.
 */
export type RequestOpened = OpenedState &
  Bound & { waiting: boolean; warnings: string[]; names?: Record<string, string> };

/** What can happen to a request, in the past tense. Stored for ever, numbered without gaps, chained by hash. */
export type RequestEventBody =
  | { type: "request.opened"; data: RequestOpened }
  | { type: "request.started"; data: Record<string, never> }
  /** `told`: people who may only see it. */
  | {
      type: "step.opened";
      /** `names`: of then, of all whom it names; steps that opened before this was kept have none. */
      data: { step: number; name: string; asked: Asked[]; told: MemberId[]; names?: Record<string, string> };
    }
  | {
      type: "vote.cast";
      data: {
        voteId: VoteId;
        voterId: MemberId;
        principalId: MemberId;
        step: number;
        requirement: string;
        decision: VoteDecision;
        comment: string | null;
        names: { voter: string; principal: string };
      };
    }
  | { type: "vote.replaced"; data: { voteId: VoteId; by: VoteId } }
  | { type: "step.approved"; data: { step: number; name: string } }
  | { type: "request.approved"; data: { overridden: boolean } }
  | { type: "request.rejected"; data: { overridden: boolean; reason: string | null } }
  | { type: "comment.added"; data: { text: string } }
  /** `told`: the people whose approval brought the open step nearer. */
  | { type: "request.reminded"; data: { told: MemberId[]; names: Record<string, string> } }
  | { type: "request.cancelled"; data: { reason: string | null } }
  | { type: "request.overridden"; data: { decision: VoteDecision; reason: string } }
  | { type: "request.expired"; data: { expiresAt: string } }
  | { type: "request.superseded"; data: { reason: string } }
  | { type: "approval.used"; data: { useId: UseId; memberId: MemberId | null; fingerprint: string } }
  | { type: "approval.finished"; data: { useId: UseId } }
  | { type: "approval.failed"; data: { useId: UseId; reason: string | null } }
  /** Under `execute`: what kept it from being used by itself (rule 9). It stays ready; people may still use it. */
  | { type: "approval.execution_refused"; data: { code: ExecutionRefusalCode; reason: string } }
  | { type: "approval.lapsed"; data: { lapsedAt: string } }
  | { type: "approval.revoked"; data: { reason: string } }
  | { type: "approval.superseded"; data: { reason: string } };

export type RequestEvent = RequestEventBody & { actor: Actor; at: Date };
