import type { Queryable } from "@/db/client";
import {
  type CertificateAction,
  certificateActions,
  isEnforced,
  type Workflow,
} from "@/lib/approvals/core/vocabulary";
import type { OrganizationId } from "@/lib/kernel/ids";
import { rulesInWords } from "./core/rules-in-words";
import { readOrganizationRules } from "./organization-rules";
import { simpleOf } from "./simple-rules";
import { readGates } from "./store";
import { namesIn } from "./views";
import { workflowWords } from "./workflow-words";

/** A workflow as the API tells it: in the words that `PUT /workflows/{workflow}` takes. */
export interface WorkflowView {
  workflow: Workflow;
  name: string;
  enabled: boolean;
  /** Something enforces it, so it can be turned on. */
  enforced: boolean;
  targets: "critical" | "every" | null;
  profile: string | null;
  /** Role names; null where the profile says more than one requirement of roles and assignees. */
  roles: string[] | null;
  /** Members' addresses. */
  assignees: string[] | null;
  assigneesMode: "add" | "narrow" | null;
  requiredApprovals: number | null;
  rulesInWords: string[];
  /** Of certificate operations: which of them have rules of their own. */
  actions: { action: CertificateAction; profile: string; basedOn: string }[];
  basedOn: string;
}

export async function workflowViewOf(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: Workflow,
): Promise<WorkflowView> {
  const { enabled } = await readGates(db, organizationId, workflow);
  const { bound, profile, latest, hash } = await readOrganizationRules(db, organizationId, workflow);
  const simple = latest ? simpleOf(latest.rules) : null;
  const { names, emails } = await namesIn(db, organizationId, latest ? [latest.rules] : []);
  return {
    workflow,
    name: workflowWords[workflow].name,
    enabled,
    enforced: isEnforced(workflow),
    targets: bound?.targets ?? null,
    profile: profile?.name ?? null,
    roles: simple?.roles.map((id) => names.get(id) ?? id) ?? null,
    assignees: simple?.assignees.map((id) => emails.get(id) ?? id) ?? null,
    assigneesMode: simple?.assigneesMode ?? null,
    requiredApprovals: simple?.requiredApprovals ?? null,
    rulesInWords: latest ? rulesInWords(latest.rules, names) : [],
    actions: workflow === "certificate-operation" ? await ownRules(db, organizationId) : [],
    basedOn: hash,
  };
}

async function ownRules(db: Queryable, organizationId: OrganizationId): Promise<WorkflowView["actions"]> {
  const own: WorkflowView["actions"] = [];
  for (const action of certificateActions) {
    const { profile, hash } = await readOrganizationRules(
      db,
      organizationId,
      "certificate-operation",
      action,
    );
    if (profile) own.push({ action, profile: profile.name, basedOn: hash });
  }
  return own;
}
