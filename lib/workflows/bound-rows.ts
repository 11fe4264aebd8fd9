import type { Queryable } from "@/db/client";
import { enforcedWorkflows, isEnforced } from "@/lib/approvals/core/vocabulary";
import type { OrganizationId, ProfileId } from "@/lib/kernel/ids";
import { bindingInWords } from "./core/profile-words";
import { effectsOf } from "./settings-view";
import { readGates } from "./store";
import { ownerChoices } from "./views-choices";
import { gatedPlaces } from "./views-places";
import { type BoundView, boundProfiles } from "./views-profiles";
import { workflowWords } from "./workflow-words";

/** "Environment Promotion: checkout in Shop, into Production". */
export function boundLine(bound: BoundView): string {
  return `${workflowWords[bound.workflow].name}: ${bindingInWords(bound)}`;
}

/** What a profile is bound to, and what taking each binding away would end (engine.md, rule 11). */
export async function boundRows(db: Queryable, organizationId: OrganizationId, profileId: ProfileId) {
  const rows = [];
  for (const bound of await boundProfiles(db, organizationId, profileId)) {
    const { id, workflow } = bound;
    if (!isEnforced(workflow)) continue;
    const before = await readGates(db, organizationId, workflow);
    const after = { ...before, bindings: before.bindings.filter((one) => one.id !== id) };
    const removal = await effectsOf(db, organizationId, workflow, { before, after });
    rows.push({ id, workflow, words: boundLine(bound), isOn: before.enabled, removal });
  }
  return rows;
}

/** What a profile can be bound to. */
export async function bindingOptions(db: Queryable, organizationId: OrganizationId) {
  const environments = await gatedPlaces(db, organizationId);
  return {
    workflows: enforcedWorkflows.map((slug) => ({ slug, name: workflowWords[slug].name })),
    projects: await ownerChoices(db, organizationId),
    environments: environments.map(({ slug, name }) => ({ slug, name })),
  };
}
