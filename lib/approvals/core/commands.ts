import type { Actor } from "@/lib/kernel/actor";
import type { MemberId, UseId, VoteId } from "@/lib/kernel/ids";
import type { Roster } from "./eligibility";
import type { ExecutionRefusalCode } from "./events";
import type { FingerprintInput } from "./fingerprint";
import type { OpenedState } from "./request-state";
import type { Bound } from "./request-subject";
import type { VoteDecision } from "./vocabulary";

/** What somebody wants of a request. Ids and instants come from the shell: the core makes neither. */
export type Command =
  | {
      type: "open";
      actor: Actor;
      request: Omit<OpenedState, "openedAt" | "expiresAt" | "fingerprint" | "rulesHash"> & Bound;
    }
  | { type: "start"; actor: Actor; memberId: MemberId }
  | {
      type: "vote";
      actor: Actor;
      voteId: VoteId;
      memberId: MemberId;
      decision: VoteDecision;
      comment: string | null;
      requirement?: string | undefined;
      onBehalfOf?: MemberId | undefined;
      seen?: { step: string; fingerprint: string } | undefined;
    }
  | { type: "comment"; actor: Actor; text: string }
  | { type: "remind"; actor: Actor; memberId: MemberId }
  | { type: "cancel"; actor: Actor; memberId: MemberId | null; reason: string | null }
  | { type: "override"; actor: Actor; memberId: MemberId; decision: VoteDecision; reason: string }
  | { type: "expire"; actor: Actor }
  | { type: "supersede"; actor: Actor; reason: string }
  | { type: "use"; actor: Actor; memberId: MemberId; useId: UseId; current: FingerprintInput }
  | { type: "refuse-execution"; actor: Actor; code: ExecutionRefusalCode; reason: string }
  | { type: "finish"; actor: Actor; useId: UseId }
  | { type: "fail"; actor: Actor; useId: UseId; reason: string | null }
  | { type: "lapse"; actor: Actor }
  | { type: "revoke"; actor: Actor; reason: string };

export type CommandOf<T extends Command["type"]> = Extract<Command, { type: T }>;

/**
 * Everything a rule needs that the request does not hold, read after the lock. `may` answers for the acting member in
 * the request's project now; the product itself (`system`) may all.
 */
export interface Facts {
  roster: Roster;
  may: { create: boolean; execute: boolean; cancel: boolean; override: boolean; see: boolean };
  /** The requester is disabled or lost `request.create`: holders of `request.cancel` may cancel whatever the rules say. */
  requesterLost: boolean;
  /** For `remind`: when its approvers were reminded last. */
  remindedAt: Date | null;
  /** For `open`: is this target gated, and by which request is its key taken. */
  gate: "gated" | "workflow_disabled" | "approval_not_required";
  openRequest: number | null;
  /** For `open` and `use`. */
  sourceHealthy: boolean;
  deploymentRunning: boolean;
}
