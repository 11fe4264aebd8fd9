import type { ActionResult } from "@/components/ui/action-result";
import type { TurnOffView } from "@/components/workflows/workflow-views";
import type { Workflow } from "@/lib/approvals/core/vocabulary";
import type { bindingFrom } from "@/lib/workflows/core/binding-form";

interface Place {
  slug: string;
  name: string;
}

/** What a profile can be bound to. */
export interface BindingOptions {
  /** Those that something enforces. */
  workflows: { slug: Workflow; name: string }[];
  projects: (Place & { components: Place[] })[];
  environments: Place[];
}

export interface BoundRow {
  id: string;
  workflow: Workflow;
  /** "Environment Promotion: checkout in Shop, into Production" */
  words: string;
  /** The workflow is on, so the binding gates. */
  isOn: boolean;
  /** What taking it away would do now. */
  removal: TurnOffView;
}

export type CreateBindingAction = (
  input: ReturnType<typeof bindingFrom> & { reason?: string },
) => Promise<ActionResult>;

export type RemoveBindingAction = (input: {
  workflow: Workflow;
  id: string;
  reason?: string;
}) => Promise<ActionResult>;
