import { database, type Queryable } from "@/db/client";
import { reachComponent } from "@/lib/catalog/reach";
import { readConfiguration } from "@/lib/catalog/store-configuration";
import { configurationView } from "@/lib/catalog/views-configuration";
import { componentHead } from "@/lib/catalog/views-head";
import { entriesOfVersion, recentVersions, type VersionRow } from "@/lib/catalog/views-versions";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { ComponentId } from "@/lib/kernel/ids";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { configurationDiff, configurationLines } from "./core/diff";
import { readVersionName, type VersionName, versionName } from "./core/version-name";
import type { ConfigurationPageView } from "./views-pages";
import { type PlaceRow, readPlaces } from "./views-places";

const mostVersions = 30;

interface Asked {
  project: string;
  component: string;
  /** The first one when it is left out. */
  environment?: string | undefined;
  /** Two versions to compare, as `versionName` writes them. */
  left?: string | undefined;
  right?: string | undefined;
}

/**
 * A component's tab Configuration for one environment: what was saved last, what runs, the versions, and the difference
 * of two of them. `not_found` for an environment or version that is not there.
 */
export async function loadConfigurationPage(
  caller: Caller,
  input: Asked,
): Promise<Result<ConfigurationPageView>> {
  const db = database();
  const reached = await reachComponent(db, caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { organizationId } = caller;
  const { project, component } = reached.value;
  const [head, places, versions] = await Promise.all([
    componentHead(db, project, component),
    readPlaces(db, organizationId, [component.id]),
    recentVersions(db, organizationId, component.id, mostVersions),
  ]);
  const shown = input.environment ?? places[0]?.environment.slug;
  const place = places.find(({ environment }) => environment.slug === shown);
  if (!place && input.environment !== undefined) return refused(refusal("not_found"));
  const environments = places.map((one) => environmentOf(one, versions));
  const mayEdit = callerMay(caller, "configuration.edit", project.id);
  if (!place) return ok({ ...head, environments, mayEdit, current: null, comparison: null });
  const current = await currentOf(db, { organizationId, componentId: component.id }, place, versions);
  const wanted = wantedOf(input, current, place);
  if (wanted === "unreadable") return refused(refusal("not_found"));
  const comparison =
    wanted && (await compare(db, { organizationId, componentId: component.id }, places, wanted));
  if (wanted && !comparison) return refused(refusal("not_found"));
  return ok({ ...head, environments, mayEdit, current, comparison });
}

type Whose = { organizationId: Caller["organizationId"]; componentId: ComponentId };

function environmentOf({ environment, saved, live }: PlaceRow, versions: VersionRow[]) {
  const own = versions.filter(({ environmentId }) => environmentId === environment.id);
  return {
    slug: environment.slug,
    name: environment.name,
    isCritical: environment.critical,
    versions: own.map(({ id, version, createdAt, by }) => ({
      version,
      createdAt,
      by,
      name: versionName({ environment: environment.slug, version }),
      isSaved: id === saved.id,
      isLive: id === live?.configurationId,
    })),
  };
}

/** What was saved last, or what runs where nobody saved anything; and how far that is from what runs. */
async function currentOf(
  db: Queryable,
  whose: Whose,
  { environment, saved, live }: PlaceRow,
  versions: VersionRow[],
): Promise<NonNullable<ConfigurationPageView["current"]>> {
  const { organizationId } = whose;
  const held = await configurationView(db, { ...whose, environmentId: environment.id });
  const running = live && (await readConfiguration(db, organizationId, live.configurationId));
  const entries = saved.id === null ? (running?.entries ?? {}) : held.entries;
  const version = saved.id === null ? (running?.version ?? null) : held.version;
  return {
    slug: environment.slug,
    name: environment.name,
    entries,
    version,
    basedOn: held.hash,
    savedAt: held.savedAt,
    savedBy: held.savedBy?.name ?? null,
    live: running
      ? { version: running.version, keysBehind: configurationDiff(running.entries, entries).length }
      : null,
    isCut: versions.filter(({ environmentId }) => environmentId === environment.id).length >= mostVersions,
  };
}

type Wanted = { left: VersionName; right: VersionName };

/** What was asked to be compared; else what a deployment of the configuration would change. */
function wantedOf(
  { left, right }: Asked,
  { version, live }: NonNullable<ConfigurationPageView["current"]>,
  { environment: { slug } }: PlaceRow,
): Wanted | null | "unreadable" {
  if (left !== undefined || right !== undefined) {
    const named = { left: readVersionName(left ?? ""), right: readVersionName(right ?? "") };
    return named.left && named.right ? { left: named.left, right: named.right } : "unreadable";
  }
  if (version === null || !live || live.keysBehind === 0) return null;
  return { left: { environment: slug, version: live.version }, right: { environment: slug, version } };
}

async function compare(
  db: Queryable,
  whose: Whose,
  places: PlaceRow[],
  wanted: Wanted,
): Promise<ConfigurationPageView["comparison"]> {
  const side = async (name: VersionName) => {
    const place = places.find(({ environment }) => environment.slug === name.environment);
    if (!place) return null;
    const { id, name: environment } = place.environment;
    const entries = await entriesOfVersion(db, { ...whose, environmentId: id }, name.version);
    return entries ? { name: versionName(name), environment, version: name.version, entries } : null;
  };
  const [left, right] = await Promise.all([side(wanted.left), side(wanted.right)]);
  if (!left || !right) return null;
  const lines = configurationLines(left.entries, right.entries);
  const { entries: _, ...from } = left;
  const { entries: __, ...to } = right;
  return { left: from, right: to, lines };
}
