import type { ActionResult } from "@/components/ui/action-result";
import type { SelectOption } from "@/components/ui/multi-select";
import type { CertificateAction, Workflow } from "@/lib/approvals/core/vocabulary";

/** What the simple dialog edits: the organization's binding and a profile of one requirement. */
export interface WorkflowSettings {
  /** Null where there is nothing to choose. */
  targets: "critical" | "every" | null;
  /** Role ids. */
  roles: string[];
  /** Member ids. */
  assignees: string[];
  assigneesMode: "add" | "narrow";
  requiredApprovals: number;
}

export interface WorkflowRowView {
  /** A row's own: an action of certificate operations has one, too. */
  key: string;
  slug: Workflow;
  action: CertificateAction | null;
  name: string;
  /** "A build's way into an environment" */
  gates: string;
  isEnabled: boolean;
  /** Something enforces it. Else the row says "Coming soon" and has no controls. */
  isBuilt: boolean;
  /** "1 of Release managers, in critical environments"; null while off. */
  approvers: string | null;
  settings: WorkflowSettings;
  /** Hash of the content that the settings were read from; an edit names it. */
  basedOn: string | null;
  /** The profile that the settings are part of; null before the first Save. */
  profileId: string | null;
  /** Of a profile with more than one requirement: what it asks for, line by line. The dialog then edits only the targets. */
  rulesInWords: string[] | null;
  turnOff: TurnOffView;
  /** What gating critical environments only would do; null where that is so already. */
  narrow: TurnOffView | null;
}

/** What turning the workflow off, or gating less, would do now. */
export interface TurnOffView {
  /** "Promotions to Production need no approval any more." */
  ungates: string[];
  /** "Request 42: checkout #47 to Production" */
  endedRequests: string[];
  /** Approvals given and not used yet. */
  revokedApprovals: string[];
}

export interface WorkflowOptions {
  roles: SelectOption[];
  members: SelectOption[];
}

/** Answer of the GET that the dialog asks while its fields change. */
export interface WhoCouldApprove {
  /** "7 people could approve right now, 6 when one of them asks." */
  sentence: string;
  /** Sorted; all of them, or the first few with `more` for the rest. */
  names: string[];
  more: number;
  /** Why these rules can never pass, or hang on one person; null when all is well. */
  problem: string | null;
}

export interface WorkflowActions {
  saveWorkflowAction: (
    input: Partial<Omit<WorkflowSettings, "targets">> & {
      workflow: Workflow;
      action?: CertificateAction;
      targets?: "critical" | "every";
      basedOn?: string;
      reason?: string;
    },
  ) => Promise<ActionResult>;
  turnOffWorkflowAction: (input: {
    workflow: Workflow;
    action?: CertificateAction;
    reason: string;
  }) => Promise<ActionResult>;
}
