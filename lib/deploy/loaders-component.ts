import { database } from "@/db/client";
import { reachComponent } from "@/lib/catalog/reach";
import { componentView } from "@/lib/catalog/views";
import type { Caller } from "@/lib/directory/caller";
import { ok } from "@/lib/kernel/result";
import { boardOf } from "./board";
import { readBoardFacts } from "./board-facts";
import type { NextAction } from "./core/next-action";
import type { EnvironmentCardView } from "./views";
import type { PlaceRow } from "./views-places";

/** A component with what is live in every environment, in promotion order, and what the caller can do next from there. */
export async function loadComponentWithPlaces(caller: Caller, at: { project: string; component: string }) {
  const reached = await reachComponent(database(), caller, at, "catalog.read");
  if (!reached.ok) return reached;
  const { project, component } = reached.value;
  const facts = await readBoardFacts(database(), caller, project.id, [component.id]);
  const places = new Map(facts.places.map((place) => [place.environment.slug, place]));
  const environments = boardOf(facts, component).map((card) => placeOf(card, places.get(card.slug)));
  return ok({ ...(await componentView(database(), project, component)), environments });
}

function placeOf(card: EnvironmentCardView, place: PlaceRow | undefined) {
  const { live, failed } = card;
  return {
    environment: card.slug,
    name: card.name,
    critical: card.isCritical,
    status: card.status.label,
    since: card.status.since,
    live: live && {
      deployment: place?.live?.id ?? null,
      build: live.build,
      digest: live.digest,
      commit: live.commit.sha,
      configuration: live.configurationVersion,
      request: live.request?.number ?? null,
    },
    drift: card.drift,
    failed: failed && {
      deployment: failed.id,
      build: failed.build,
      reason: failed.reason,
      failedAt: failed.failedAt,
    },
    next: card.targets.map(({ environment, next }) => ({ to: environment.slug, ...told(next) })),
  };
}

function told(next: NextAction) {
  return {
    action: next.kind,
    build: "build" in next ? next.build : null,
    request: "request" in next ? next.request : null,
    reason: "reason" in next ? next.reason : null,
  };
}
