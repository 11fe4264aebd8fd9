import { loadComponent } from "@/lib/catalog/loaders";
import type { Caller } from "@/lib/directory/caller";
import { ok } from "@/lib/kernel/result";
import type { NextAction } from "./core/next-action";
import { nextActionsOf } from "./loaders";
import type { EnvironmentCardView } from "./views";

/** A component with what is live in every environment, in promotion order, and what the caller can do next from there. */
export async function loadComponentWithPlaces(caller: Caller, at: { project: string; component: string }) {
  const component = await loadComponent(caller, at);
  if (!component.ok) return component;
  const cards = await nextActionsOf(caller, at);
  return cards.ok ? ok({ ...component.value, environments: cards.value.map(placeOf) }) : cards;
}

function placeOf({ slug, name, isCritical, status, live, drift, failed, targets }: EnvironmentCardView) {
  return {
    environment: slug,
    name,
    critical: isCritical,
    status: status.label,
    since: status.since,
    live: live && {
      build: live.build,
      digest: live.digest,
      commit: live.commit.sha,
      configuration: live.configurationVersion,
      request: live.request?.number ?? null,
    },
    drift,
    failed: failed && {
      deployment: failed.id,
      build: failed.build,
      reason: failed.reason,
      failedAt: failed.failedAt,
    },
    next: targets.map(({ environment, next }) => ({ to: environment.slug, ...told(next) })),
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
