import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import { needsGrant, resolveBinding } from "@/lib/workflows/core/resolve-binding";
import type { BoardFacts, BoardRequest } from "./board-facts";
import { asked, openFacts, readyFacts, requestsFor } from "./board-requests";
import { ahead, level, savedAhead } from "./board-words";
import { isHealthy } from "./core/health";
import { type NextAction, type NextActionFacts, nextAction } from "./core/next-action";
import type { TargetCardView } from "./views";
import type { PlaceRow } from "./views-places";

/** What one source's card shows towards one target: the one next action, what it is about, and an open request. */
export function targetOf(facts: BoardFacts, source: PlaceRow, target: PlaceRow): TargetCardView {
  const upToDate = isUpToDate(source, target);
  const found = requestsFor(facts, source, target, "promote");
  const next = nextAction({
    source: sourceFacts(source),
    target: targetFacts(facts, target, upToDate),
    gated: isGated(facts, source, target, "promote"),
    may: facts.may,
    open: found.open ? openFacts(facts, found.open) : null,
    ready: found.ready ? readyFacts(facts, source, found.ready) : null,
  });
  const summary = summaryOf(facts, source, target, { next, upToDate });
  return { summary, isUpToDate: upToDate, next, ...asked(facts, source, target, { ...found, next }) };
}

/**
 * A place's own action: deploying the configuration that was saved for it, with the build that runs there (engine.md, rule
 * 10, `configure`). Null where there is nothing to say of it.
 */
export function ownTargetOf(facts: BoardFacts, place: PlaceRow): TargetCardView | null {
  if (!place.live) return null;
  const summary = savedAhead(facts, place);
  const found = requestsFor(facts, place, place, "configure");
  const { ready } = found;
  const next = nextAction({
    source: { ...sourceFacts(place), health: "healthy" },
    target: targetFacts(facts, place, summary === null),
    gated: isGated(facts, place, place, "configure"),
    may: facts.may,
    open: found.open ? openFacts(facts, found.open) : null,
    ready: ready ? { ...readyFacts(facts, place, ready), sourceHealthy: true } : null,
  });
  const isOwn = found.newest?.from === place.environment.id;
  if (summary === null && !ready && !(isOwn && found.open)) return null;
  return {
    summary: ready && next.kind === "promote" ? shipsApproved(ready) : (summary ?? ""),
    isUpToDate: false,
    next,
    ...asked(facts, place, place, { ...found, next }),
  };
}

function shipsApproved({ state }: BoardRequest): string {
  return `Ships configuration v${state.subject.configuration.version}, as approved in request ${state.number}`;
}

function targetFacts(facts: BoardFacts, target: PlaceRow, upToDate: boolean): NextActionFacts["target"] {
  return {
    name: target.environment.name,
    upToDate,
    deploying: attemptAt(facts, target)?.state === "running",
    drifted: target.drift !== null,
  };
}

/** Beside the action: what it would ship, or how far the target is behind. */
function summaryOf(
  facts: BoardFacts,
  source: PlaceRow,
  target: PlaceRow,
  { next, upToDate }: { next: NextAction; upToDate: boolean },
): string {
  if (next.kind === "promote" && next.request !== null)
    return `Ships build #${next.build}, as approved in request ${next.request}`;
  return upToDate ? level(facts, source, target) : ahead(facts, source, target);
}

export function attemptAt({ attempts }: BoardFacts, { componentId, environment }: PlaceRow) {
  return attempts.find((one) => one.componentId === componentId && one.environmentId === environment.id);
}

function isUpToDate({ live }: PlaceRow, target: PlaceRow): boolean {
  if (!live || live.build !== target.live?.build) return false;
  return target.saved.hash === null || target.saved.hash === target.live.configurationHash;
}

function sourceFacts({ environment: { name, trustDelivery }, live }: PlaceRow): NextActionFacts["source"] {
  const isBroken = live !== null && (live.health === "unhealthy" || live.rolledBackAt !== null);
  const health = isHealthy(live, trustDelivery) ? "healthy" : isBroken ? "unhealthy" : "unreported";
  return { name, build: live?.build ?? null, health };
}

export function isGated(
  { gates, projectId }: Pick<BoardFacts, "gates" | "projectId">,
  source: PlaceRow,
  target: PlaceRow,
  kind: DeploymentKind,
): boolean {
  const { componentId, environment } = target;
  const where = { projectId, componentId, from: source.environment.id, to: environment.id };
  return needsGrant(resolveBinding(gates.bindings, { ...where, critical: environment.critical }), kind);
}
