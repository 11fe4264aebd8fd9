import type { Actor } from "@/lib/kernel/actor";
import type {
  BuildId,
  ComponentId,
  ConfigurationId,
  EnvironmentId,
  MemberId,
  OrganizationId,
  ProfileId,
  ProjectId,
  RequestId,
  UseId,
  VoteId,
} from "@/lib/kernel/ids";
import type { FingerprintInput } from "./fingerprint";
import type { ApprovalRules } from "./rules";
import type { DeploymentKind, RequestStateName, UseStateName, VoteDecision, Workflow } from "./vocabulary";

/** What a promotion request is about, with the names of then: History reads these, not today's catalogue. */
export interface PromotionSubject {
  kind: DeploymentKind;
  project: { id: ProjectId; slug: string; name: string };
  component: { id: ComponentId; slug: string; name: string };
  from: { id: EnvironmentId; slug: string; name: string };
  to: { id: EnvironmentId; slug: string; name: string };
  build: { id: BuildId; number: number; image: string; digest: string; commit: string };
  configuration: { id: ConfigurationId; version: number; hash: string };
  /** What ran in the target when the request was opened; null when nothing did. */
  live: {
    build: { id: BuildId; number: number };
    configuration: { id: ConfigurationId; version: number };
  } | null;
  /** What ran in the source of a promotion when it was asked for; requests of before this was kept have none. */
  source?: { build: { number: number }; configuration: { version: number; hash: string } } | null;
  /** How much differs from what was live then: for lists and mails. */
  changes: { commits: number; keys: number };
}

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

/** The fold of a request's events. Everything that `decide` needs and the clock, the directory and the catalogue do not. */
export interface RequestState {
  id: RequestId;
  organizationId: OrganizationId;
  number: number;
  workflow: Workflow;
  projectId: ProjectId | null;
  subjectKey: string;
  subject: PromotionSubject;
  fingerprint: string;
  fingerprintInput: FingerprintInput;
  profile: { id: ProfileId; name: string; version: number };
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

/** The requester is who opened it and the person it was opened for. */
export function isRequester(state: Pick<RequestState, "openedBy" | "startedBy">, member: MemberId): boolean {
  return state.openedBy === member || state.startedBy === member;
}

export function countingVotes(state: Pick<RequestState, "votes">, step: number): Vote[] {
  return state.votes.filter((vote) => vote.step === step && vote.replacedAt === null);
}
