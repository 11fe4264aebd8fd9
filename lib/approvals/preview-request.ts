import type { Queryable } from "@/db/client";
import { planShipment, type Shipment } from "@/lib/catalog/plan-shipment";
import type { Place } from "@/lib/catalog/store-configuration";
import { readConfiguration } from "@/lib/catalog/store-configuration";
import { type Environment, findComponent, findEnvironment } from "@/lib/catalog/store-places";
import { readChanges } from "@/lib/catalog/views-changes";
import { configurationNumber } from "@/lib/catalog/views-console";
import { type RequestableBuildView, requestableBuilds } from "@/lib/catalog/views-requestable";
import { configurationLines, type EntryLine } from "@/lib/deploy/core/diff";
import { namesLine } from "@/lib/deploy/core/wording";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { ComponentId, MemberId, ProfileId, ProjectId } from "@/lib/kernel/ids";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { needsGrant } from "@/lib/workflows/core/resolve-binding";
import { gateOf } from "@/lib/workflows/resolve-profile";
import { latestVersion } from "@/lib/workflows/store";
import { whyLost } from "./core/completion";
import { type RequirementPreview, warningOf, whoWouldBeAsked } from "./core/preview";
import { readClock } from "./store";
import { readBuilders } from "./store-opening";
import { readRoster } from "./store-roster";

export interface PreviewWish {
  project: string;
  component: string;
  from: string;
  /** The same as `from`: the configuration that was saved there, with the build that runs, or a rollback. */
  to: string;
  kind?: "promote" | "configure" | "rollback" | undefined;
  /** What runs in the source, when it is left out. */
  build?: number | undefined;
}

/** What the target would get: the entries' difference to what is live, under the number they have or would get. */
interface ConfigurationPreview {
  version: string;
  lines: EntryLine[];
}

/** Everything that the drawer Request Approval shows before anything is asked (product.md, 3). */
export interface RequestPreviewView {
  from: { slug: string; name: string };
  to: { slug: string; name: string };
  build: number;
  /** Which ones could be asked for from there, highest number first. */
  builds: RequestableBuildView[];
  digest: string;
  liveBuild: number | null;
  commits: { sha: string; message: string; author: string; at: Date; url: string | null }[];
  /** What runs in the target, and what keeping its configuration would ship: what an edit begins with. */
  entries: { live: Shipment["entries"]; kept: Shipment["entries"] };
  keep: ConfigurationPreview;
  copy: ConfigurationPreview | null;
  whoWillBeAsked: string[];
  warning: string | null;
}

/**
 * What asking for this promotion would show to whom, worked out by the functions that open the request and take its
 * votes. Reads only. Refused like asking itself: `not_found`, `not_permitted`, `approval_not_required`, ….
 */
export async function previewRequest(
  db: Queryable,
  caller: Caller,
  wish: PreviewWish,
): Promise<Result<RequestPreviewView>> {
  const { organizationId } = caller;
  const found = await findComponent(db, organizationId, wish);
  if (!found || !callerMay(caller, "catalog.read", found.project.id)) return refused(refusal("not_found"));
  if (!callerMay(caller, "request.create", found.project.id)) return refused(refusal("not_permitted"));
  const from = await findEnvironment(db, organizationId, wish.from);
  if (!from) return refused(invalidField("from", `There is no environment "${wish.from}".`));
  const to = await findEnvironment(db, organizationId, wish.to);
  if (!to) return refused(invalidField("to", `There is no environment "${wish.to}".`));
  const where = { projectId: found.project.id, componentId: found.component.id };
  const target = { ...where, from: from.id, to: to.id, critical: to.critical };
  const { gate, binding } = await gateOf(db, organizationId, "environment-promotion", target);
  if (!binding) return refused(refusal(gate));
  const place = { organizationId, componentId: found.component.id, environmentId: to.id };
  const isOwn = from.id === to.id;
  const kind = wish.kind ?? (isOwn ? "configure" : "promote");
  if (!needsGrant(binding, kind)) return refused(refusal("approval_not_required"));
  const shipping = { ...place, kind, from: isOwn ? null : from, to, build: wish.build };
  const keep = await planShipment(db, { ...shipping, configuration: "keep" });
  if (!keep.ok) return keep;
  if (!keep.value.sourceHealthy) return refused(refusal("source_not_healthy"));
  const copy = isOwn ? keep : await planShipment(db, { ...shipping, configuration: "copy" });
  if (!copy.ok) return copy;
  const asked = await whoIsAsked(db, caller, { ...where, profileId: binding.profileId }, keep.value);
  const builds = isOwn ? [] : await requestableBuilds(db, { ...from, organizationId }, found.component.id);
  const view = await viewOf(db, place, { from, to }, { keep: keep.value, copy: copy.value, asked });
  return ok({ ...view, builds });
}

interface Asked {
  /** Why it could not be approved by anybody now; null when it could. */
  lost: string | null;
  requirements: RequirementPreview[];
  nameOf: (id: MemberId) => string;
}

interface WhereAsked {
  projectId: ProjectId;
  componentId: ComponentId;
  profileId: ProfileId;
}

async function whoIsAsked(
  db: Queryable,
  caller: Caller,
  { projectId, componentId, profileId }: WhereAsked,
  { build, live }: Shipment,
): Promise<Asked> {
  const { organizationId } = caller;
  const version = await latestVersion(db, organizationId, profileId);
  if (!version) throw new Error("invariant: a bound profile has a version");
  const { rules } = version;
  const roster = await readRoster(db, organizationId, [rules], [caller.member.id]);
  const builders = await readBuilders(
    db,
    organizationId,
    componentId,
    live?.build.number ?? null,
    build.number,
  );
  const request = { rules, projectId, openedBy: caller.member.id, startedBy: null, builders };
  const now = await readClock(db);
  const requirements = whoWouldBeAsked(request, roster, now);
  const lost = whyLost({ ...request, votes: [], openStep: null }, roster, now);
  return { lost, requirements, nameOf: (id) => roster.members.get(id)?.name ?? "somebody" };
}

async function viewOf(
  db: Queryable,
  place: Place,
  { from, to }: { from: Environment; to: Environment },
  { keep, copy, asked }: { keep: Shipment; copy: Shipment; asked: Asked },
): Promise<Omit<RequestPreviewView, "builds">> {
  const { build, live } = keep;
  const { organizationId, componentId } = place;
  const held = live && (await readConfiguration(db, organizationId, live.configuration.id));
  const preview = async ({ entries }: Shipment): Promise<ConfigurationPreview> => {
    const number = await configurationNumber(db, place, contentHash(entries));
    const before = live?.configuration.version;
    return {
      version: before === undefined || before === number ? `v${number}` : `v${before} → v${number}`,
      lines: configurationLines(held?.entries ?? {}, entries),
    };
  };
  const { commits } = await readChanges(db, organizationId, {
    componentId,
    build: build.number,
    configurationId: null,
    live: live && { build: live.build.number, configurationId: null },
  });
  const isEmpty = Object.keys(copy.entries).length === 0;
  const same = isEmpty || contentHash(keep.entries) === contentHash(copy.entries);
  return {
    from: { slug: from.slug, name: from.name },
    to: { slug: to.slug, name: to.name },
    build: build.number,
    digest: build.digest,
    liveBuild: live?.build.number ?? null,
    commits: commits.map(({ title, build: _, ...commit }) => ({ ...commit, message: title })),
    entries: { live: held?.entries ?? {}, kept: keep.entries },
    keep: await preview(keep),
    copy: same ? null : await preview(copy),
    whoWillBeAsked: asked.requirements.map((one) => askedLine(one, asked)),
    warning: warningOf(asked),
  };
}

/** "Release managers: Amal Haddad, Rune Kvist and 3 more; 2 of them have to approve"; the name only where there are several. */
function askedLine(
  { name, requiredApprovals, people }: RequirementPreview,
  { requirements, nameOf }: Asked,
): string {
  const of = requirements.length > 1 ? `${name}: ` : "";
  const names = people.map(nameOf).sort((a, b) => a.localeCompare(b));
  if (names.length === 0) return `${of}${of === "" ? "N" : "n"}obody at the moment`;
  const asked = `${of}${namesLine(names, 5)}`;
  if (names.length <= requiredApprovals) return asked;
  return `${asked}; ${requiredApprovals === 1 ? "one of them has" : `${requiredApprovals} of them have`} to approve`;
}
