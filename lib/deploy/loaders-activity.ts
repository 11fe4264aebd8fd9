import { database, type Queryable } from "@/db/client";
import { reachComponent } from "@/lib/catalog/reach";
import { componentHead } from "@/lib/catalog/views-head";
import type { Caller } from "@/lib/directory/caller";
import { badCursor, readCursor, writeCursor } from "@/lib/kernel/page";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { readActivity } from "./read-activity";
import type { ActivityItemView } from "./views";
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
  db: Queryable = database(),
): Promise<Result<ActivityPageView>> {
  const reached = await reachComponent(db, caller, input, "catalog.read");
  if (!reached.ok) return reached;
  const { project, component } = reached.value;
  const before = input.cursor === undefined ? [null] : readCursor(input.cursor, ["string"]);
  if (!before) return refused(badCursor);
  const wanted = {
    before: before[0] === null ? null : new Date(before[0]),
    take: pageSize + mostAtOnce,
  };
  if (Number.isNaN(wanted.before?.getTime())) return refused(badCursor);
  const [head, items] = await Promise.all([
    componentHead(db, project, component),
    readActivity(db, caller, reached.value, "everything", wanted),
  ]);
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
