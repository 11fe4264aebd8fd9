import type { Queryable } from "@/db/client";
import { presets } from "@/lib/approvals/core/presets";
import { enforcedWorkflows, type Workflow, workflows } from "@/lib/approvals/core/vocabulary";
import type { Endable } from "@/lib/approvals/end-requests";
import { listEndable } from "@/lib/approvals/store";
import type { OrganizationId, ProfileId } from "@/lib/kernel/ids";
import type { Binding } from "./core/resolve-binding";
import { rulesInWords } from "./core/rules-in-words";
import { ungatedBy } from "./core/ungated";
import { ungatedUnder } from "./end-ungated";
import { readOrganizationRules } from "./organization-rules";
import { type SimpleRules, simpleOf } from "./simple-rules";
import { readGates } from "./store";
import { memberChoices, namesIn, roleChoices } from "./views";
import { gatedPlaces, ungatedInWords } from "./views-places";
import { workflowWords } from "./workflow-words";

/** What an ungating change would do now, in words. */
export interface EffectsView {
  ungates: string[];
  endedRequests: string[];
  revokedApprovals: string[];
}

export interface WorkflowRowView {
  slug: Workflow;
  name: string;
  gates: string;
  isEnabled: boolean;
  isBuilt: boolean;
  approvers: string | null;
  settings: SimpleRules & { targets: "critical" | "every" };
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
  for (const workflow of workflows) rows.push(await rowOf(db, organizationId, workflow));
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
  const words = { slug: workflow, ...workflowWords[workflow] };
  const { targets: defaultTargets, rules: defaults } = presets.countersign;
  if (!enforcedWorkflows.includes(workflow))
    return {
      ...words,
      isEnabled: false,
      isBuilt: false,
      approvers: null,
      settings: { ...unsaid, targets: defaultTargets },
      basedOn: null,
      profileId: null,
      rulesInWords: null,
      turnOff: nothing,
      narrow: null,
    };
  const { enabled, bindings } = await readGates(db, organizationId, workflow);
  const { bound, profile, latest, hash } = await readOrganizationRules(db, organizationId, workflow);
  const rules = latest?.rules ?? defaults;
  const { names } = await namesIn(db, organizationId, [rules]);
  const simple = simpleOf(rules);
  const lines = rulesInWords(rules, names);
  const targets = bound?.targets ?? defaultTargets;
  const into = targets === "critical" ? "into critical environments" : "for every promotion";
  const narrowed = bindings.map((one) =>
    one.id === bound?.id ? { ...one, targets: "critical" as const } : one,
  );
  const effects = (after: Binding[]) => effectsOf(db, organizationId, bindings, after);
  return {
    ...words,
    isEnabled: enabled,
    isBuilt: true,
    approvers: enabled ? approversLine(bound ? lines : null, into) : null,
    settings: { ...(simple ?? unsaid), targets },
    basedOn: hash,
    profileId: profile?.id ?? null,
    rulesInWords: simple ? null : lines,
    turnOff: enabled ? await effects([]) : nothing,
    narrow: enabled && targets === "every" ? await effects(narrowed) : null,
  };
}

function approversLine(lines: string[] | null, into: string): string {
  return lines ? `${lines.join(", then ")}, ${into}` : "Only where a more specific binding says so";
}

/** The same computation as when it happens, said beforehand (engine.md, rule 11). */
export async function effectsOf(
  db: Queryable,
  organizationId: OrganizationId,
  before: readonly Binding[],
  after: readonly Binding[],
): Promise<EffectsView> {
  const ungated = ungatedBy(before, after, await gatedPlaces(db, organizationId));
  if (ungated.length === 0) return nothing;
  const isUngated = await ungatedUnder(db, organizationId, after);
  const ending = (await listEndable(db, organizationId)).filter(isUngated);
  const label = ({ number, subject }: Endable) =>
    `Request ${number}: ${subject.component.name} #${subject.build.number} to ${subject.to.name}`;
  return {
    ungates: await ungatedInWords(db, organizationId, ungated),
    endedRequests: ending.filter(({ open }) => open).map(label),
    revokedApprovals: ending.filter(({ open }) => !open).map(label),
  };
}
