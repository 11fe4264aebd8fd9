import type { ActionResult } from "@/components/ui/action-result";
import type { SelectOption } from "@/components/ui/multi-select";
import type { ApprovalRules } from "@/lib/approvals/core/rules";

/** Whom rules can name. */
export interface ApproverOptions {
  roles: SelectOption[];
  groups: SelectOption[];
  members: SelectOption[];
}

/** What can be typed for one thing, and where what is wrong with it is said. */
export interface RulesFieldProps<Value> {
  value: Value;
  onChange: (value: Value) => void;
  options: ApproverOptions;
  /** The sentence for a path within the rules: "steps.0.name". */
  errorAt: (path: string) => string | undefined;
}

export interface ProfileView {
  id: string;
  name: string;
  version: number;
  rules: ApprovalRules;
  /** What an edit names as what it was based on. */
  rulesHash: string;
  changedBy: string;
  changedAt: Date;
}

interface SomeNames {
  names: string[];
  /** How many besides. */
  more: number;
}

/** Answer of the POST that the editor asks while its fields change. */
export interface RulesCheckView {
  /** "7 people could approve right now, 6 when one of them asks." */
  sentence: string;
  /** Why these rules can never pass; none when they can. */
  problems: { path: string; message: string }[];
  warnings: string[];
  couldApprove: SomeNames;
  hangsOn: SomeNames;
  ownRequestsCannotPass: SomeNames;
}

/** What a save answers: the version that holds now. */
interface SavedProfile {
  id: string;
  version: number;
  rules: ApprovalRules;
  rulesHash: string;
}

export type CreateProfileAction = (input: {
  name: string;
  rules: ApprovalRules;
}) => Promise<ActionResult<SavedProfile>>;

export type SaveProfileAction = (input: {
  name: string;
  rules: ApprovalRules;
  basedOn: string;
}) => Promise<ActionResult<SavedProfile>>;
