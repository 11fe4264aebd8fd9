import type { Queryable } from "@/db/client";
import { type Roster, whoCanDecide } from "@/lib/approvals/core/eligibility";
import { isRequester } from "@/lib/approvals/core/request-state";
import { stateAt } from "@/lib/approvals/core/state-at";
import { readClock } from "@/lib/approvals/store";
import { readRoster } from "@/lib/approvals/store-roster";
import { pathsOf } from "@/lib/catalog/store-environments";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { ComponentId, ConfigurationId, MemberId, ProjectId } from "@/lib/kernel/ids";
import { readGates } from "@/lib/workflows/store";
import { countCommits, type Distance, readEntries } from "./views-distance";
import {
  type PlaceRow,
  readLastAttempts,
  readLastOfBuilds,
  readPlaces,
  readProgressLines,
} from "./views-places";
import { type PlaceRequest, readPlaceRequests, readRequesters } from "./views-requests";

type Paths = Awaited<ReturnType<typeof pathsOf>>;
export type BoardFacts = Awaited<ReturnType<typeof readBoardFacts>>;

/** A request towards a place as it truly is now, and whether the viewer may see it (engine.md, rule 15). */
export interface BoardRequest extends PlaceRequest {
  visible: boolean;
  canDecide: ReturnType<typeof whoCanDecide>;
}

/**
 * Everything that the cards of these components show to this caller, in a number of statements that grows neither with
 * the components nor with the environments.
 */
export async function readBoardFacts(
  db: Queryable,
  caller: Caller,
  projectId: ProjectId,
  componentIds: ComponentId[],
) {
  const { organizationId } = caller;
  const viewer = caller.member.id;
  const [places, attempts, stored, paths, gates, now] = await Promise.all([
    readPlaces(db, organizationId, componentIds),
    readLastAttempts(db, organizationId, componentIds),
    readPlaceRequests(db, organizationId, componentIds, viewer),
    pathsOf(db, organizationId),
    readGates(db, organizationId, "environment-promotion"),
    readClock(db),
  ]);
  const open = stored.filter(({ state }) => state.closedAt === null);
  const running = attempts.filter(({ state }) => state === "running");
  const [lines, roster, requesters, lastOfBuilds, commits, entries] = await Promise.all([
    readProgressLines(
      db,
      organizationId,
      running.map(({ id }) => id),
    ),
    readRoster(
      db,
      organizationId,
      open.map(({ state }) => state.rules),
      [viewer],
    ),
    readRequesters(db, organizationId, open.flatMap(requestersOf)),
    readLastOfBuilds(db, organizationId, stored.flatMap(shippedFrom)),
    countCommits(db, organizationId, distancesOf(places, paths)),
    readEntries(db, organizationId, differingConfigurations(places, paths)),
  ]);
  const may = {
    request: callerMay(caller, "request.create", projectId),
    promote: callerMay(caller, "promotion.execute", projectId),
    read: callerMay(caller, "request.read", projectId),
    cancel: callerMay(caller, "request.cancel", projectId),
  };
  const requests = stored.map((held) => requestAt(held, { roster, now, viewer, readsAll: may.read }));
  const home = `/${caller.organization.slug}`;
  return {
    ...{ projectId, viewer, home, now, may, paths, gates },
    ...{ places, attempts, lines, requests, roster, requesters, lastOfBuilds, commits, entries },
  };
}

function requestAt(
  held: PlaceRequest,
  { roster, now, viewer, readsAll }: { roster: Roster; now: Date; viewer: MemberId; readsAll: boolean },
): BoardRequest {
  const state = stateAt(held.state, now);
  const canDecide = whoCanDecide(state, roster, now);
  const visible = readsAll || held.wasAsked || isRequester(state, viewer) || canDecide.has(viewer);
  return { ...held, state, canDecide, visible };
}

function requestersOf({ state }: PlaceRequest): MemberId[] {
  return state.startedBy === null ? [state.openedBy] : [state.openedBy, state.startedBy];
}

function shippedFrom({ componentId, from, state }: PlaceRequest) {
  const buildId = state.subject.build.id;
  return state.use === "ready" && from ? [{ componentId, environmentId: from, buildId }] : [];
}

/** How far two builds are apart: always from the older to the newer one. */
export function distanceOf(source: PlaceRow, target: PlaceRow): Distance | null {
  if (!source.live) return null;
  const [from, to] = [target.live?.build ?? 0, source.live.build];
  return { componentId: source.componentId, low: Math.min(from, to), high: Math.max(from, to) };
}

function distancesOf(places: PlaceRow[], paths: Paths): Distance[] {
  return pairsOf(places, paths).flatMap(([source, target]) => {
    const distance = distanceOf(source, target);
    return distance && distance.low < distance.high ? [distance] : [];
  });
}

/** Configurations to compare: what was saved with what runs, and what runs at both ends of a path. */
function differingConfigurations(places: PlaceRow[], paths: Paths): ConfigurationId[] {
  const own = places.flatMap(({ saved, live }) => {
    if (!saved.id || saved.hash === live?.configurationHash) return [];
    return live ? [saved.id, live.configurationId] : [saved.id];
  });
  const between = pairsOf(places, paths).flatMap(([source, target]) =>
    source.live && target.live && source.live.configurationHash !== target.live.configurationHash
      ? [source.live.configurationId, target.live.configurationId]
      : [],
  );
  return [...new Set([...own, ...between])];
}

/** The two ends of every path, component by component. */
function pairsOf(places: PlaceRow[], paths: Paths): [source: PlaceRow, target: PlaceRow][] {
  return places.flatMap((source) =>
    paths
      .filter(({ from }) => from === source.environment.id)
      .flatMap(({ to }): [PlaceRow, PlaceRow][] => {
        const target = places.find(
          (one) => one.componentId === source.componentId && one.environment.id === to,
        );
        return target ? [[source, target]] : [];
      }),
  );
}
