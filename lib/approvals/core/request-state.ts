import type { Actor } from "@/lib/kernel/actor";
import type {
  MemberId,
  OrganizationId,
  ProfileId,
  ProjectId,
  RequestId,
  UseId,
  VoteId,
} from "@/lib/kernel/ids";
import type { Bound } from "./request-subject";
import type { ApprovalRules } from "./rules";
import type { RequestStateName, ruleChoosers, UseStateName, VoteDecision } from "./vocabulary";

export interface Vote {
  id: VoteId;
  voterId: MemberId;
  /** Whose authority it uses: the voter's own, or that of the member the voter decides for. */
  principalId: MemberId;
  step: number;
  requirement: string;
  decision: VoteDecision;
  comment: string | null;
  castAt: Date;
  replacedAt: Date | null;
}

export interface ApprovalUse {
  id: UseId;
  startedBy: MemberId | null;
  startedAt: Date;
  outcome: "succeeded" | "failed" | null;
  finishedAt: Date | null;
}

/** Whom a step's opening was told, in what capacity. The record of "who was asked". */
export interface Asked {
  memberId: MemberId;
  requirement: string;
  onBehalfOf: MemberId | null;
}

/** What every request has, whatever it is about. */
interface RequestBase {
  id: RequestId;
  organizationId: OrganizationId;
  number: number;
  /** Null: it belongs to the organization, not to one project. */
  projectId: ProjectId | null;
  subjectKey: string;
  fingerprint: string;
  /** Null: the requester set the rules. */
  profile: { id: ProfileId; name: string; version: number } | null;
  /** The requester named the profile, or set the rules; null where a binding chose them. */
  rulesFrom: (typeof ruleChoosers)[number] | null;
  rules: ApprovalRules;
  rulesHash: string;
  openedBy: MemberId;
  /** The person a pipeline asked for; a requester too (rule 3). */
  startedBy: MemberId | null;
  builders: MemberId[];
  message: string | null;
  state: RequestStateName;
  use: UseStateName;
  /** Index of the open step; null unless waiting. */
  openStep: number | null;
  asked: Asked[];
  votes: Vote[];
  uses: ApprovalUse[];
  openedAt: Date;
  expiresAt: Date | null;
  decidedAt: Date | null;
  closedAt: Date | null;
  closedBy: Actor | null;
  closeReason: string | null;
  overridden: boolean;
}

/** The fold of a request's events. Everything that `decide` needs and the clock, the directory and the catalogue do not. */
export type RequestState = RequestBase & Bound;

/** A request for a promotion. */
export type PromotionState = Extract<RequestState, { workflow: "environment-promotion" }>;

/** What is known of a request when it is opened; the rest comes of its events. */
export type OpenedState = Omit<
  RequestBase,
  | "state"
  | "use"
  | "openStep"
  | "asked"
  | "votes"
  | "uses"
  | "decidedAt"
  | "closedAt"
  | "closedBy"
  | "closeReason"
  | "overridden"
>;

/** The requester is who opened it and the person it was opened for. */
export function isRequester(state: Pick<RequestState, "openedBy" | "startedBy">, member: MemberId): boolean {
  return state.openedBy === member || state.startedBy === member;
}

export function countingVotes(state: Pick<RequestState, "votes">, step: number): Vote[] {
  return state.votes.filter((vote) => vote.step === step && vote.replacedAt === null);
}
