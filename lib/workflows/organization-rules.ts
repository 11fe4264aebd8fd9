import type { Queryable } from "@/db/client";
import type { CertificateAction, Workflow } from "@/lib/approvals/core/vocabulary";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { OrganizationId } from "@/lib/kernel/ids";
import { findProfile, latestVersion } from "./store";
import { findBindingFor, wholeOrganization } from "./store-bindings";

export type OrganizationRules = Awaited<ReturnType<typeof readOrganizationRules>>;

/** What the simple dialog edits: the organization's binding (or that of one action), its profile and that one's newest rules, with a hash over all. */
export async function readOrganizationRules(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: Workflow,
  action: CertificateAction | null = null,
) {
  const bound = await findBindingFor(db, organizationId, workflow, { ...wholeOrganization, action });
  const profile = bound ? await findProfile(db, organizationId, { id: bound.profileId }) : undefined;
  const latest = bound ? await latestVersion(db, organizationId, bound.profileId) : undefined;
  const hash = contentHash({
    targets: bound?.targets ?? null,
    profile: bound?.profileId ?? null,
    rules: latest?.rulesHash ?? null,
  });
  return { bound, profile, latest, hash };
}
