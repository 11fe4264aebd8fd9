import type { Transaction } from "@/db/client";
import { planShipment, type Shipment } from "@/lib/catalog/plan-shipment";
import { barredFrom } from "@/lib/catalog/reach";
import { lockPlaces, writeConfigurationVersion } from "@/lib/catalog/store-configuration";
import { type Environment, findComponent } from "@/lib/catalog/store-places";
import { readChanges } from "@/lib/catalog/views-changes";
import { actorOf, type Caller, callerMay } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import type { OrganizationId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { needsGrant } from "@/lib/workflows/core/resolve-binding";
import { gateOf, lockProfile } from "@/lib/workflows/resolve-profile";
import { pinVersion } from "@/lib/workflows/store";
import { decide, refusalOfOpening } from "./core/decide";
import type { RequestState } from "./core/request-state";
import type { PromotionSubject } from "./core/request-subject";
import type { DeploymentKind } from "./core/vocabulary";
import { storeOpened } from "./execute";
import type { PromotionRequestInput } from "./input";
import { askersOf, openingFacts, requesterOf, stillOpen } from "./opening";
import { fingerprintInputOf } from "./promotion-fingerprint";
import { requestEnvironments, requestKind } from "./request-environments";
import { readClock } from "./store";
import { nextNumber, readBuilders } from "./store-opening";
import { readRoster } from "./store-roster";

/** Rule 7: one open request per component and target environment. */
function promotionKey(componentId: string, environmentId: string): string {
  return `${componentId}/${environmentId}`;
}

/**
 * Asks for a promotion (engine.md, open). Locks the component in the target environment and in its source, so that of two who ask
 * at the same instant one is told of the other's request. What would ship is fixed here and is exactly what ships later.
 */
export async function openPromotion(
  tx: Transaction,
  caller: Caller,
  { subject, startedBy, message }: PromotionRequestInput,
  clock?: Clock,
): Promise<Result<RequestState>> {
  const { organizationId } = caller;
  const found = await findComponent(tx, organizationId, subject);
  if (!found) return refused(refusal("not_found"));
  const barred = barredFrom(caller, "request.create", found.project.id);
  if (barred) return refused(barred);
  const between = await requestEnvironments(tx, organizationId, subject);
  if (!between.ok) return between;
  const { from, to } = between.value;
  const requester = await requesterOf(tx, caller, startedBy);
  if (!requester.ok) return requester;

  const place = { organizationId, componentId: found.component.id, environmentId: to.id };
  // Its source, too: what becomes live there from now on finds this request, and ends it where its rules say so.
  await lockPlaces(tx, place, [from.id, to.id]);
  const now = clock?.() ?? (await readClock(tx));
  const subjectKey = promotionKey(found.component.id, to.id);
  const openRequest = await stillOpen(tx, caller, "environment-promotion", subjectKey, clock);
  if (openRequest !== null)
    return refused(
      refusal(
        "request_exists",
        callerMay(caller, "request.read", found.project.id) ? { facts: { number: openRequest } } : {},
      ),
    );
  const target = {
    projectId: found.project.id,
    componentId: found.component.id,
    from: from.id,
    to: to.id,
    critical: to.critical,
  };
  const { gate, binding } = await gateOf(tx, organizationId, "environment-promotion", target);
  if (!binding) return refused(refusal(gate));

  const kind = await requestKind(tx, found.component.id, between.value, subject);
  if (!needsGrant(binding, kind)) return refused(refusal("approval_not_required"));
  const wish = {
    organizationId,
    componentId: found.component.id,
    kind,
    to,
    build: subject.build,
    configuration: subject.configuration,
  };
  const plan = await planShipment(tx, { ...wish, from: kind === "promote" ? from : null });
  if (!plan.ok) return refused(atSubject(plan.refusal));
  const { profile, rules } = await lockProfile(tx, organizationId, binding);
  const roster = await readRoster(tx, organizationId, [rules], askersOf(caller, requester.value));
  const facts = openingFacts(caller, roster, found.project.id, plan.value.sourceHealthy);
  const why = refusalOfOpening(rules, facts);
  if (why) return refused(why);

  const { build, live, entries } = plan.value;
  const configuration = await writeConfigurationVersion(tx, {
    ...place,
    entries,
    createdBy: caller.member.id,
  });
  await pinVersion(tx, { organizationId, profileId: profile.id, version: profile.version }, now);
  const builders = await readBuilders(
    tx,
    organizationId,
    found.component.id,
    live?.build.number ?? null,
    build.number,
  );
  const about = subjectOf(kind, found, from, to, plan.value, configuration);
  const request = {
    id: newId("req"),
    organizationId,
    number: await nextNumber(tx, organizationId),
    workflow: "environment-promotion" as const,
    projectId: found.project.id,
    subjectKey,
    subject: { ...about, changes: await countChanges(tx, organizationId, about) },
    fingerprintInput: fingerprintInputOf(
      { organizationId, componentId: found.component.id, kind, from, to },
      build.digest,
      configuration.hash,
      live,
      rules,
    ),
    profile,
    rulesFrom: null,
    rules,
    openedBy: caller.member.id,
    startedBy: requester.value,
    builders,
    message,
  };
  const { events } = decide(null, { type: "open", actor: actorOf(caller), request }, facts, now);
  return ok(await storeOpened(tx, events));
}

async function countChanges(
  tx: Transaction,
  organizationId: OrganizationId,
  about: Omit<PromotionSubject, "changes">,
) {
  const { live, build, configuration, component } = about;
  const wanted = { componentId: component.id, build: build.number, configurationId: configuration.id };
  const changes = await readChanges(tx, organizationId, {
    ...wanted,
    live: live && { build: live.build.number, configurationId: live.configuration.id },
  });
  return { commits: changes.commitCount, keys: changes.configuration.length };
}

/** What the request is about, with the names of then. */
function subjectOf(
  kind: DeploymentKind,
  found: Pick<PromotionSubject, "project" | "component">,
  from: Environment,
  to: Environment,
  { build, live, source }: Shipment,
  configuration: PromotionSubject["configuration"],
): Omit<PromotionSubject, "changes"> {
  const { id, number, image, digest, commitSha: commit } = build;
  const { id: configurationId, version, hash } = configuration;
  return {
    kind,
    ...found,
    from: named(from),
    to: named(to),
    build: { id, number, image, digest, commit },
    configuration: { id: configurationId, version, hash },
    live: live && {
      build: { id: live.build.id, number: live.build.number },
      configuration: { id: live.configuration.id, version: live.configuration.version },
    },
    source: source && {
      build: { number: source.build.number },
      configuration: { version: source.configuration.version, hash: source.configuration.hash },
    },
  };
}

function named({ id, slug, name }: Environment) {
  return { id, slug, name };
}

/** A refusal of the plan, with its fields as the request's sender wrote them. */
function atSubject(why: ReturnType<typeof refusal>) {
  const path = (name: string) => `subject.${name === "environment" ? "to" : name}`;
  return why.errors
    ? { ...why, errors: why.errors.map((error) => ({ ...error, path: path(error.path) })) }
    : why;
}
