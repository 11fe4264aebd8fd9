import type { CommitView } from "@/components/approvals/change-list";
import type { ConfigurationLine } from "@/components/approvals/configuration-diff";
import type { StatusTone } from "@/components/console/status-dot";
import type { ActionResult } from "@/components/ui/action-result";

/** What lives in an environment. */
export interface LiveView {
  build: number;
  digest: string;
  commit: { sha: string; message: string; author: string; url: string | null };
  endpoint: string | null;
  configurationVersion: number | null;
  /** "Promoted by Ines Duarte", "Deployed by CI". */
  deployedBy: string;
  request: { number: number; href: string } | null;
  /** "Not gated: changed by Rune Kvist, 3 days ago"; normally null. */
  remark: string | null;
}

/** The last attempt, when it failed. Retry works under the same approval. */
export interface FailedDeploymentView {
  id: string;
  build: number;
  reason: string;
  failedAt: Date | string;
  /** Null when the viewer may retry; else why not, as a sentence. */
  retryBlocked: string | null;
}

export interface DeploymentProgressView {
  /** "Deploying build #47" */
  title: string;
  startedAt: Date | string;
  lines: { at: Date | string; text: string }[];
}

export interface ConfigurationChoiceView {
  /** "v17", or what would be made: "v18". */
  version: string;
  lines: ConfigurationLine[];
}

/** Everything that the drawer Request Approval shows before anything is asked. */
export interface RequestDraftView {
  from: { slug: string; name: string };
  to: { slug: string; name: string };
  build: number;
  digest: string;
  /** The build that is live in the target, if any. */
  liveBuild: number | null;
  commits: CommitView[];
  keep: ConfigurationChoiceView;
  /** Null when source and target hold the same configuration, or the source has none. */
  copy: ConfigurationChoiceView | null;
  /** "Release managers: 1 of Amal Haddad, Rune Kvist and 3 more" one line per requirement. */
  whoWillBeAsked: string[];
  /** Nobody could approve, or a single person could: a sentence; else null. */
  warning: string | null;
}

/** The one next action towards one target. */
export type NextActionView =
  | { kind: "promote"; build: number; request: number | null }
  | { kind: "request"; draft: RequestDraftView }
  | { kind: "cancel"; request: number; toldCount: number }
  | { kind: "blocked"; label: string; reason: string }
  | { kind: "nothing" };

export interface TargetView {
  environment: { slug: string; name: string };
  /** "6 commits, 2 keys ahead of Production", "Build #47 is in Staging". */
  summary: string;
  isUpToDate: boolean;
  next: NextActionView;
  /** The open request: "asked 12 min ago by Ines Duarte, 1 of 2, waiting for Sol Okafor". */
  request: {
    number: number;
    href: string;
    requester: string;
    requestedAt: Date | string;
    progress: string;
    waitingFor: string;
  } | null;
  /** "Approved: #47. Development now runs #48.", "Rejected by Sol Okafor: not before Monday." */
  remarks: { tone: StatusTone; text: string; href: string | null }[];
}

export interface EnvironmentView {
  slug: string;
  name: string;
  isCritical: boolean;
  status: { tone: StatusTone; label: string; since: Date | string | null };
  live: LiveView | null;
  /** What the repository says instead of what we believe, as a sentence; normally null. */
  drift: string | null;
  failed: FailedDeploymentView | null;
  progress: DeploymentProgressView | null;
  /** In the order of the promotion paths; empty when nothing follows. */
  targets: TargetView[];
}

export interface DeployActions {
  submitRequestAction: (input: {
    from: string;
    to: string;
    build: number;
    configuration: "keep" | "copy";
    message: string;
  }) => Promise<ActionResult>;
  promoteAction: (input: {
    from: string;
    to: string;
    build: number;
    request: number | null;
  }) => Promise<ActionResult>;
  cancelRequestAction: (input: { number: number }) => Promise<ActionResult>;
  retryAction: (input: { deployment: string }) => Promise<ActionResult>;
}
