import type { CommitView } from "@/components/approvals/change-list";
import type { ConfigurationLine } from "@/components/approvals/configuration-diff";
import type { DraftRow } from "@/components/configuration/draft-rows";
import type { ActionResult } from "@/components/ui/action-result";
import type { Entry } from "@/lib/deploy/core/diff";

interface ConfigurationChoiceView {
  /** "v17" where nothing changes, or what would be made: "v17 → v18". */
  version: string;
  lines: ConfigurationLine[];
}

/** Everything that the drawer Request Approval shows before anything is asked; read when it opens. */
export interface RequestDraftView {
  from: { slug: string; name: string };
  to: { slug: string; name: string };
  build: number;
  /** Which builds could be asked for instead, highest number first. */
  builds: { number: number; title: string | null }[];
  digest: string;
  /** The build that is live in the target, if any. */
  liveBuild: number | null;
  commits: CommitView[];
  /** What runs in the target, and what keeping its configuration would ship. */
  entries: { live: Record<string, Entry>; kept: Record<string, Entry> };
  keep: ConfigurationChoiceView;
  /** Null when source and target hold the same configuration, or the source has none. */
  copy: ConfigurationChoiceView | null;
  /** "Release managers: 1 of Amal Haddad, Rune Kvist and 3 more", one line per requirement. */
  whoWillBeAsked: string[];
  /** Nobody could approve, or a single person could: a sentence; else null. */
  warning: string | null;
}

/** The component that a board is about, by slugs. */
export interface BoardSubject {
  project: string;
  component: string;
}

/** What is asked for: towards another environment, or in one itself. */
export type RequestKind = "promote" | "configure" | "rollback";

export interface DeployActions {
  submitRequestAction: (
    input: BoardSubject & {
      from: string;
      to: string;
      build: number;
      kind: RequestKind;
      configuration: "keep" | "copy";
      /** Instead of that: what the target gets, row by row, and which of its keys go away. */
      edited?: { rows: Omit<DraftRow, "id">[]; unset: string[] };
      message: string;
    },
  ) => Promise<ActionResult>;
  promoteAction: (
    input: BoardSubject & { from: string; to: string; build: number; request: number | null },
  ) => Promise<ActionResult>;
  configureAction: (
    input: BoardSubject & { environment: string; request: number | null },
  ) => Promise<ActionResult>;
  cancelRequestAction: (input: { number: number }) => Promise<ActionResult>;
  retryAction: (input: { deployment: string }) => Promise<ActionResult>;
  checkAgainAction: (input: BoardSubject & { environment: string }) => Promise<ActionResult>;
}

/** What every part of one board knows of it. */
export interface BoardContext {
  organization: string;
  subject: BoardSubject;
  actions: DeployActions;
}
