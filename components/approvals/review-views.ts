import type { StatusTone } from "@/components/console/status-dot";
import type { ActionResult } from "@/components/ui/action-result";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import type { CommitView } from "./change-list";
import type { ConfigurationLine } from "./configuration-diff";
import type { CommentOnRequest } from "./discussion";

export interface VoteView {
  voter: string;
  /** The delegator, when the vote was given for somebody else. */
  onBehalfOf: string | null;
  decision: "approve" | "reject";
  castAt: Date | string;
  comment: string | null;
  /** Replaced votes stay on the record and no longer count. */
  isReplaced: boolean;
}

export interface RequirementView {
  name: string;
  approvals: number;
  requiredApprovals: number;
  votes: VoteView[];
  /** Names of those whose vote would count now, "you" first; empty once the step is closed. */
  canDecide: string[];
}

export interface StepView {
  name: string;
  state: "open" | "approved" | "rejected" | "upcoming" | "closed";
  requirements: RequirementView[];
}

/** One way in which the viewer may vote. More than one is a choice. */
export interface CapacityView {
  /** "Release manager", "for Sol Okafor, as Finance owner" */
  label: string;
  requirement: string;
  onBehalfOf: string | null;
}

export interface DecisionView {
  capacities: CapacityView[];
  comment: "optional" | "on-reject" | "required";
  /** "Your vote is the last one needed." */
  consequence: string | null;
  /** What the viewer sees; another step or fingerprint refuses the vote. */
  seen: { step: string; fingerprint: string };
}

/** A reminder to exactly those who can complete it, or taking it back. */
export interface AskerView {
  isMine: boolean;
  /** False: its requester has to start it first. */
  isStarted: boolean;
  /** Names of those who can complete it: whom a reminder goes to. */
  waitsFor: string[];
  remindedAt: Date | string | null;
  /** Null: at once. */
  remindableFrom: Date | string | null;
  /** "3 approvers will be told."; null when the viewer may not cancel it. */
  cancelEffect: string | null;
}

/** By number: a reminder, or taking it back. */
export type RequestAction = (input: { number: number }) => Promise<ActionResult>;

/** A build's or configuration's way into an environment. */
export interface PromotionAboutView {
  kind: "promotion";
  deployment: DeploymentKind;
  /** `href` is null where the viewer may see this request and nothing else of the project. */
  component: { name: string; href: string | null };
  from: string;
  to: string;
  build: { number: number; digest: string };
  /** What runs in the target now. */
  live: { build: number; since: Date | string } | null;
  /** The build that the changes are counted from: what was live when this was asked; null when nothing was. */
  since: number | null;
  commits: CommitView[];
  compareUrl: string | null;
  configuration: { title: string; lines: ConfigurationLine[] } | null;
}

/** What another system would do: it says what, and does it when this is approved. */
export interface OperationAboutView {
  kind: "operation";
  /** "deploy-prod of run 812 asks to restart billing-db" */
  title: string;
  facts: { label: string; value: string }[];
  /** What it sent along; an empty key: a value that stands alone. */
  details: { key: string; value: string }[];
}

export interface RecordLineView {
  sequence: number;
  at: Date | string;
  /** "Amal Haddad approved for Review" */
  text: string;
  /** What was written with it, or what it names. */
  detail: string | null;
}

export interface RequestReviewView {
  number: number;
  isOpen: boolean;
  /** Null: it belongs to the organization. `href` is null where the viewer may see this request and nothing else of it. */
  project: { name: string; href: string | null } | null;
  about: PromotionAboutView | OperationAboutView;
  requester: string;
  requestedAt: Date | string;
  /** `label` "Waiting" with the deadline in `decideBy`; closed ones carry their own label and instant. */
  state: { tone: StatusTone; label: string; decideBy: Date | string | null; closedAt: Date | string | null };
  message: string | null;
  /** Null when the viewer may not decide; then `cannotDecide` says why, if there is a why. */
  decision: DecisionView | null;
  cannotDecide: string | null;
  /** What whoever asked, or may cancel, can do about it while it is open. */
  asker: AskerView | null;
  /** It is approved, and the viewer may promote it. */
  maySpend: boolean;
  /** The viewer has voted a moment ago, and it counts. */
  hasJustDecided: boolean;
  /** For administrators who may decide instead of the approvers: what each decision would do. */
  override: { approve: string; reject: string } | null;
  /** For administrators who may take back an approval that waits to be used: what that does. */
  revoke: string | null;
  /** Who or what ended it, for somebody who was looking at it; null while open, and for whoever ended it. */
  endedMeanwhile: string | null;
  /** Why an open request cannot be approved by anybody, as sentences; else null. */
  cannotPass: string | null;
  steps: StepView[];
  /** What was said besides the votes. */
  comments: CommentOnRequest[];
  /** The whole story of a closed request, event by event; null while it is open. */
  record: RecordLineView[] | null;
  /** "Cancelled by Ines Duarte: found a bug"; null while open, or when the votes say it all. */
  closing: string | null;
  /** "Production, version 3" */
  rules: string;
  /** "used once, within 24 h" */
  approvalIs: string;
}

export interface VoteActionInput {
  number: number;
  decision: "approve" | "reject";
  comment: string;
  /** Null: the only one that the voter may fill. */
  requirement: string | null;
  onBehalfOf: string | null;
  seen: { step: string; fingerprint: string };
}

/** What a vote brought the request to. */
export interface VoteOutcome {
  state: string;
}

export type VoteAction = (input: VoteActionInput) => Promise<ActionResult<VoteOutcome>>;

export type RevokeAction = (input: { number: number; reason: string }) => Promise<ActionResult>;

export type OverrideAction = (input: {
  number: number;
  decision: "approve" | "reject";
  reason: string;
}) => Promise<ActionResult>;
