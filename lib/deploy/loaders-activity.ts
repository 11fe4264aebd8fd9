import { database } from "@/db/client";
import { reachComponent } from "@/lib/catalog/reach";
import { componentHead } from "@/lib/catalog/views-head";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { badCursor, readCursor, writeCursor } from "@/lib/kernel/page";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { activityAddresses, activityOf } from "./activity";
import type { ActivityItemView } from "./views";
import { lastBuilds, lastDeployments, lastRequests, lastVersions } from "./views-activity";
import type { ActivityPageView } from "./views-pages";

const pageSize = 30;
/** What may have happened in one and the same millisecond, of each sort. */
const mostAtOnce = 10;

/**
 * A component's tab Activity: builds, configurations, requests with their ends, deployments, newest first. Requests are
 * told to who may read them.
 */
export async function loadActivity(
  caller: Caller,
  input: { project: string; component: string; cursor?: string | undefined },
): Promise<Result<ActivityPageView>> {
  const db = database();
  const reached = await reachComponent(db, caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { project, component } = reached.value;
  const before = input.cursor === undefined ? [null] : readCursor(input.cursor, ["string"]);
  if (!before) return refused(badCursor);
  const window = {
    organizationId: caller.organizationId,
    componentId: component.id,
    before: before[0] === null ? null : new Date(before[0]),
    take: pageSize + mostAtOnce,
  };
  if (Number.isNaN(window.before?.getTime())) return refused(badCursor);
  const readsRequests = callerMay(caller, "request.read", project.id);
  const [head, deployments, opened, ended, builds, versions] = await Promise.all([
    componentHead(db, project, component),
    lastDeployments(db, window),
    readsRequests ? lastRequests(db, window, "opened") : [],
    readsRequests ? lastRequests(db, window, "ended") : [],
    lastBuilds(db, window),
    lastVersions(db, window),
  ]);
  const happened = { deployments, opened, ended, builds, versions };
  const items = activityOf(happened, activityAddresses(caller, project, component));
  return ok({ ...head, ...firstPage(items) });
}

/** What shares the last one's millisecond comes along, so that the next page can begin right before it. */
function firstPage(items: ActivityItemView[]): Pick<ActivityPageView, "items" | "nextCursor"> {
  const last = items[pageSize - 1];
  if (!last) return { items, nextCursor: null };
  const shown = items.filter(({ at }) => at.getTime() >= last.at.getTime());
  const isAll = shown.length === items.length;
  return { items: shown, nextCursor: isAll ? null : writeCursor([last.at.toISOString()]) };
}
