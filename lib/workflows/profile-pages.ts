import type { Queryable } from "@/db/client";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { MemberId, OrganizationId, ProfileId } from "@/lib/kernel/ids";
import { bindingOptions, boundLine, boundRows } from "./bound-rows";
import { compareRules, type RuleDifference } from "./core/compare-rules";
import { pinnedInWords, whatSavingDoes } from "./core/profile-words";
import { rulesInWords } from "./core/rules-in-words";
import { findProfile } from "./store";
import { memberChoices, namesIn, roleChoices } from "./views";
import { groupChoices, serviceChoices } from "./views-choices";
import { boundProfiles, newestVersions, pinnedByOf, type VersionView, versionsOf } from "./views-profiles";

/** A row of Settings > Approval profiles. */
export async function profileRows(db: Queryable, organizationId: OrganizationId) {
  const profiles = await newestVersions(db, organizationId);
  const bound = await boundProfiles(db, organizationId);
  const { names } = await namesIn(
    db,
    organizationId,
    profiles.map(({ rules }) => rules),
  );
  return profiles.map(({ id, name, version, rules, changedBy, changedAt }) => ({
    id,
    name,
    version,
    stepsInWords: rulesInWords(rules, names),
    boundTo: bound.filter(({ profileId }) => profileId === id).map(boundLine),
    changedBy,
    changedAt,
  }));
}

/** Whom rules can name. Whoever they name already is offered too, whatever has become of them. */
export async function editorOptions(
  db: Queryable,
  organizationId: OrganizationId,
  rules: readonly ApprovalRules[],
) {
  const named = rules.flatMap(({ steps }) =>
    steps.flatMap(({ requirements }) =>
      requirements.flatMap(({ approvers, notifyOnly }): MemberId[] => [
        ...approvers.users,
        ...(approvers.narrowTo ?? []),
        ...notifyOnly.users,
      ]),
    ),
  );
  const people = (count: number) => `${count} ${count === 1 ? "person" : "people"}`;
  const roles = await roleChoices(db, organizationId);
  const groups = await groupChoices(db, organizationId);
  const members = await memberChoices(db, organizationId, named);
  const services = await serviceChoices(db, organizationId);
  return {
    roles: roles.map(({ id, name, holders }) => ({ id, name, detail: people(holders) })),
    groups: groups.map(({ id, name, size }) => ({ id, name, detail: people(size) })),
    members: [
      ...members.map(({ id, name, email, isDisabled }) => ({
        id,
        name: isDisabled ? `${name} (disabled)` : name,
        detail: email,
      })),
      ...services
        .filter(({ id }) => !members.some((one) => one.id === id))
        .map(({ id, name }) => ({ id, name, detail: "service account" })),
    ],
  };
}

interface VersionRow extends Omit<VersionView, "rules" | "rulesHash"> {
  /** "#14, #12 and older ones"; null where no request did. */
  pinnedBy: string | null;
  /** What this version changed; of the first one null. */
  changes: { label: string; was: string | null; is: string | null }[] | null;
}

async function versionRows(
  db: Queryable,
  organizationId: OrganizationId,
  profileId: ProfileId,
  versions: VersionView[],
): Promise<VersionRow[]> {
  const { names } = await namesIn(
    db,
    organizationId,
    versions.map(({ rules }) => rules),
  );
  const rows: VersionRow[] = [];
  for (const [at, { rules, rulesHash: _, ...version }] of versions.entries()) {
    const before = versions[at + 1];
    const pinnedBy = await pinnedByOf(db, organizationId, profileId, version.version);
    const changes = before ? compareRules([before.rules, rules], names).map(twoSides) : null;
    rows.push({ ...version, pinnedBy: pinnedInWords(pinnedBy), changes });
  }
  return rows;
}

function twoSides({ label, words: [was = null, is = null] }: RuleDifference) {
  return { label, was, is };
}

/** A profile's page: what the editor starts from, what saving does, what it is bound to, and its versions. */
export async function profilePage(
  db: Queryable,
  organizationId: OrganizationId,
  { id, from, to }: { id: string; from?: number | undefined; to?: number | undefined },
) {
  const profile = await findProfile(db, organizationId, { id: id as ProfileId });
  if (!profile) return null;
  const versions = await versionsOf(db, organizationId, profile.id);
  const [latest] = versions;
  if (!latest) throw new Error("invariant: a profile has a version");
  const pinnedBy = await pinnedByOf(db, organizationId, profile.id, latest.version);
  const { version, rules, rulesHash, pinnedAt, changedBy, changedAt } = latest;
  const compared = await comparison(db, organizationId, versions, { from, to });
  return {
    profile: { id: profile.id, name: profile.name, version, rules, rulesHash, changedBy, changedAt },
    saving: whatSavingDoes({ version, isPinned: pinnedAt !== null, pinnedBy }),
    bound: await boundRows(db, organizationId, profile.id),
    bindingOptions: await bindingOptions(db, organizationId),
    versions: await versionRows(db, organizationId, profile.id, versions),
    compared,
    options: await editorOptions(
      db,
      organizationId,
      versions.map((one) => one.rules),
    ),
  };
}

/** What differs between two versions that were picked; null while none are, or there are none of these numbers. */
async function comparison(
  db: Queryable,
  organizationId: OrganizationId,
  versions: VersionView[],
  picked: { from?: number | undefined; to?: number | undefined },
) {
  const [from, to] = [picked.from, picked.to].map((number) =>
    versions.find(({ version }) => version === number),
  );
  if (!from || !to) return null;
  const { names } = await namesIn(db, organizationId, [from.rules, to.rules]);
  const changes = compareRules([from.rules, to.rules], names).map(twoSides);
  return { from: from.version, to: to.version, changes };
}
