import type { Queryable } from "@/db/client";
import type { ComponentRow, ProjectRow } from "@/lib/catalog/store";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { activityAddresses, activityOf } from "./activity";
import type { ActivityItemView } from "./views";
import {
  type ActivityWindow,
  lastBuilds,
  lastDeployments,
  lastRequests,
  lastVersions,
} from "./views-activity";

/** Builds and configurations too, or only what was asked and deployed. */
type Told = "everything" | "requests and deployments";

/**
 * What happened to a component, newest first: at most `take` of each sort, before an instant. Requests are told to who
 * may read them.
 */
export async function readActivity(
  db: Queryable,
  caller: Caller,
  { project, component }: { project: ProjectRow; component: ComponentRow },
  told: Told,
  wanted: Pick<ActivityWindow, "before" | "take">,
): Promise<ActivityItemView[]> {
  const window = { organizationId: caller.organizationId, componentId: component.id, ...wanted };
  const readsRequests = callerMay(caller, "request.read", project.id);
  const isAll = told === "everything";
  const [deployments, opened, ended, builds, versions] = await Promise.all([
    lastDeployments(db, window),
    readsRequests ? lastRequests(db, window, "opened") : [],
    readsRequests ? lastRequests(db, window, "ended") : [],
    isAll ? lastBuilds(db, window) : [],
    isAll ? lastVersions(db, window) : [],
  ]);
  const happened = { deployments, opened, ended, builds, versions };
  return activityOf(happened, activityAddresses(caller, project, component));
}
