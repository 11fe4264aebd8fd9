import type { ComponentId } from "@/lib/kernel/ids";
import type { BoardFacts } from "./board-facts";
import { attemptAt, ownTargetOf, targetOf } from "./board-targets";
import { requestHref } from "./board-words";
import { environmentStatus } from "./core/environment-status";
import { webAddress } from "./core/web-address";
import { gateNoteLine } from "./core/wording";
import { doneBy } from "./history";
import type { EnvironmentCardView } from "./views";
import type { AttemptRow, PlaceRow } from "./views-places";

/** The cards of one component, in promotion order. `slug` is the component's, for endpoints. */
export function boardOf(
  facts: BoardFacts,
  component: { id: ComponentId; slug: string },
): EnvironmentCardView[] {
  const places = facts.places.filter(({ componentId }) => componentId === component.id);
  return places.map((place) => cardOf(facts, places, place, component.slug));
}

function cardOf(facts: BoardFacts, places: PlaceRow[], place: PlaceRow, slug: string): EnvironmentCardView {
  const { environment, live } = place;
  const attempt = attemptAt(facts, place);
  const targets = places.filter((target) =>
    facts.paths.some(({ from, to }) => from === environment.id && to === target.environment.id),
  );
  return {
    slug: environment.slug,
    name: environment.name,
    isCritical: environment.critical,
    status: environmentStatus({ trustDelivery: environment.trustDelivery, live, attempt: attempt ?? null }),
    live: liveOf(facts, place, slug),
    drift: driftOf(place),
    failed: attempt?.state === "failed" ? failedOf(facts, attempt) : null,
    progress: attempt?.state === "running" ? progressOf(facts, attempt) : null,
    configuration: ownTargetOf(facts, place),
    targets: targets.map((target) => targetOf(facts, place, target)),
  };
}

function liveOf(facts: BoardFacts, { live, environment }: PlaceRow, slug: string) {
  if (!live) return null;
  const { requestNumber: number, overriddenBy } = live;
  const shown = number !== null && facts.may.read;
  return {
    build: live.build,
    digest: live.digest,
    commit: {
      sha: live.commit,
      message: live.head?.message ?? "No commit was reported with this build",
      author: live.head?.author ?? "unknown author",
      url: webAddress(live.sourceUrl),
    },
    endpoint: environment.endpoint?.replaceAll("{component}", slug) ?? null,
    configurationVersion: live.configuration,
    deployedBy: `${doneBy[live.kind]} by ${live.startedBy}`,
    request: shown ? { number, href: requestHref(facts, number), overriddenBy } : null,
    remark: live.gateNote && gateNoteLine(live.gateNote),
  };
}

/** What the outside says instead of what we believe, in words; null while they agree. */
function driftOf({ drift, environment, live }: PlaceRow): string | null {
  if (!drift) return null;
  const short = (digest: string | null) =>
    digest ? `${digest.slice(0, 11)}…${digest.slice(-4)}` : "nothing";
  const believed = live ? `build #${live.build} (${short(drift.believed)})` : short(drift.believed);
  return `${short(drift.found)} was found where ${believed} was deployed. Nothing is promoted to ${environment.name} until that is put back.`;
}

function failedOf({ may, now }: BoardFacts, attempt: AttemptRow) {
  const { id, build, failure, finishedAt, createdAt, use, lapsesAt } = attempt;
  const usable = use === null || (use === "ready" && (lapsesAt === null || now < lapsesAt));
  const retryBlocked = !may.promote
    ? "Your roles do not let you retry it. Developers and administrators may."
    : usable
      ? null
      : "The approval it used can no longer be used. Ask for a new one.";
  return { id, build, reason: failure ?? "", failedAt: finishedAt ?? createdAt, retryBlocked };
}

function progressOf({ lines }: BoardFacts, { id, build, createdAt }: AttemptRow) {
  const own = lines.filter(({ deploymentId }) => deploymentId === id);
  return {
    title: `Deploying build #${build}`,
    startedAt: createdAt,
    lines: own.map(({ at, text }) => ({ at, text })),
  };
}
