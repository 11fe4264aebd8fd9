import type { Queryable } from "@/db/client";
import { presets } from "@/lib/approvals/core/presets";
import { aboutOf } from "@/lib/approvals/core/request-subject";
import {
  type CertificateAction,
  certificateActions,
  type EnforcedWorkflow,
  isEnforced,
  type Workflow,
  workflows,
} from "@/lib/approvals/core/vocabulary";
import type { Endable } from "@/lib/approvals/end-requests";
import { listEndable } from "@/lib/approvals/store";
import { subjectWords } from "@/lib/approvals/subject-words";
import type { OrganizationId, ProfileId } from "@/lib/kernel/ids";
import { rulesInWords } from "./core/rules-in-words";
import { ungatedUnder } from "./end-ungated";
import { readOrganizationRules } from "./organization-rules";
import { type SimpleRules, simpleOf } from "./simple-rules";
import { readGates } from "./store";
import { memberChoices, namesIn, roleChoices } from "./views";
import { type Gates, ungatedWords } from "./what-ends";
import { actionWords, workflowWords } from "./workflow-words";

/** What an ungating change would do now, in words. */
export interface EffectsView {
  ungates: string[];
  endedRequests: string[];
  revokedApprovals: string[];
}

export interface WorkflowRowView {
  /** Unlike `slug` a row's own: an action of certificate operations has one, too. */
  key: string;
  slug: Workflow;
  action: CertificateAction | null;
  name: string;
  gates: string;
  isEnabled: boolean;
  isBuilt: boolean;
  approvers: string | null;
  /** `targets`: null where there is nothing to choose. */
  settings: SimpleRules & { targets: "critical" | "every" | null };
  basedOn: string | null;
  /** Of the organization's binding; null while there is none. */
  profileId: ProfileId | null;
  rulesInWords: string[] | null;
  turnOff: EffectsView;
  /** What gating critical environments only would ungate; null where that is so already. */
  narrow: EffectsView | null;
}

const nothing: EffectsView = { ungates: [], endedRequests: [], revokedApprovals: [] };
const unsaid: SimpleRules = { roles: [], assignees: [], assigneesMode: "add", requiredApprovals: 1 };

/** The rows of Settings > Workflows and what its dialog offers. */
export async function workflowSettingsView(db: Queryable, organizationId: OrganizationId) {
  const rows: WorkflowRowView[] = [];
  for (const workflow of workflows) {
    rows.push(await rowOf(db, organizationId, workflow));
    if (workflow !== "certificate-operation") continue;
    for (const action of certificateActions)
      rows.push(await operationRow(db, organizationId, workflow, action));
  }
  const members = await memberChoices(
    db,
    organizationId,
    rows.flatMap(({ settings }) => settings.assignees),
  );
  const roles = await roleChoices(db, organizationId);
  return {
    workflows: rows,
    options: {
      roles: roles.map(({ id, name, holders }) => ({
        id,
        name,
        detail: `${holders} ${holders === 1 ? "person" : "people"}`,
      })),
      members: members.map(({ id, name, email, isDisabled }) => ({
        id,
        name: isDisabled ? `${name} (disabled)` : name,
        detail: email,
      })),
    },
  };
}

async function rowOf(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: Workflow,
): Promise<WorkflowRowView> {
  if (!isEnforced(workflow))
    return {
      ...{ key: workflow, slug: workflow, action: null, ...workflowWords[workflow] },
      isEnabled: false,
      isBuilt: false,
      approvers: null,
      settings: { ...unsaid, targets: null },
      basedOn: null,
      profileId: null,
      rulesInWords: null,
      turnOff: nothing,
      narrow: null,
    };
  if (workflow !== "environment-promotion") return operationRow(db, organizationId, workflow, null);
  const gates = await readGates(db, organizationId, workflow);
  const { bound, profile, lines, simple, hash } = await dialogOf(db, organizationId, workflow, null);
  const { enabled, bindings } = gates;
  const targets = bound?.targets ?? presets.countersign.targets;
  const into = targets === "critical" ? ", into critical environments" : ", for every promotion";
  const narrowed = bindings.map((one) =>
    one.id === bound?.id ? { ...one, targets: "critical" as const } : one,
  );
  const effects = (after: Gates) => effectsOf(db, organizationId, workflow, { before: gates, after });
  return {
    ...{ key: workflow, slug: workflow, action: null, ...workflowWords[workflow] },
    isEnabled: enabled,
    isBuilt: true,
    approvers: enabled ? approversLine(bound ? lines : null, into) : null,
    settings: { ...(simple ?? unsaid), targets },
    basedOn: hash,
    profileId: profile?.id ?? null,
    rulesInWords: simple ? null : lines,
    turnOff: enabled ? await effects(off) : nothing,
    narrow: enabled && targets === "every" ? await effects({ enabled, bindings: narrowed }) : null,
  };
}

const off: Gates = { enabled: false, bindings: [] };

/** What other systems do: as a whole, or one action with rules of its own. */
async function operationRow(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: Exclude<EnforcedWorkflow, "environment-promotion">,
  action: CertificateAction | null,
): Promise<WorkflowRowView> {
  const gates = await readGates(db, organizationId, workflow);
  const { bound, profile, lines, simple, hash } = await dialogOf(db, organizationId, workflow, action);
  const left = gates.bindings.filter(({ id }) => action !== null && id !== bound?.id);
  const isEnabled = gates.enabled && (action === null || bound !== undefined);
  const after = left.length > 0 ? { enabled: gates.enabled, bindings: left } : off;
  const words = action === null ? workflowWords[workflow] : actionWords[action];
  return {
    ...{ key: action === null ? workflow : `${workflow}/${action}`, slug: workflow, action, ...words },
    isEnabled,
    isBuilt: true,
    approvers: isEnabled ? approversLine(bound ? lines : null, "") : heldByAll(gates),
    settings: { ...(simple ?? unsaid), targets: null },
    basedOn: hash,
    profileId: profile?.id ?? null,
    rulesInWords: simple ? null : lines,
    turnOff: isEnabled ? await effectsOf(db, organizationId, workflow, { before: gates, after }) : nothing,
    narrow: null,
  };
}

/** One action without rules of its own may be gated all the same: by those for all of them. */
function heldByAll({ bindings }: Gates): string | null {
  const forAll = bindings.some(({ projectId, resource, action }) => !projectId && !resource && !action);
  return forAll ? "By the rules for all certificate operations" : null;
}

/** What stands in the dialog's fields, or the rules in words where it cannot show them. */
async function dialogOf(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: EnforcedWorkflow,
  action: CertificateAction | null,
) {
  const { bound, profile, latest, hash } = await readOrganizationRules(db, organizationId, workflow, action);
  const rules = latest?.rules ?? presets.countersign.rules;
  const { names } = await namesIn(db, organizationId, [rules]);
  return { bound, profile, lines: rulesInWords(rules, names), simple: simpleOf(rules), hash };
}

function approversLine(lines: string[] | null, into: string): string {
  return lines ? `${lines.join(", then ")}${into}` : "Only where a more specific binding says so";
}

/** The same computation as when it happens, said beforehand (engine.md, rule 11). */
export async function effectsOf(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: EnforcedWorkflow,
  change: { before: Gates; after: Gates },
): Promise<EffectsView> {
  const ungates = await ungatedWords(db, organizationId, workflow, change);
  if (ungates.length === 0) return nothing;
  const isUngated = await ungatedUnder(db, organizationId, change.after);
  const ending = (await listEndable(db, organizationId, workflow)).filter(isUngated);
  const label = ({ number, ...row }: Endable) => `Request ${number}: ${subjectWords(aboutOf(row)).short}`;
  return {
    ungates,
    endedRequests: ending.filter(({ open }) => open).map(label),
    revokedApprovals: ending.filter(({ open }) => !open).map(label),
  };
}
