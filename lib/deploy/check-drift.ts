import type { Database } from "@/db/client";
import type { Place } from "@/lib/catalog/store-configuration";
import { type Environment, isDeploying, readLive } from "@/lib/catalog/store-places";
import { driftBetween } from "./core/drift";
import type { DeployTarget } from "./driver";
import { driverOf } from "./host";
import { updatePlace } from "./store";

/** Slugs by which the outside knows a place. */
export type PlaceNames = Pick<DeployTarget, "organization" | "project" | "component">;

/**
 * Asks the outside what is live in a place and keeps the answer beside it: the card shows drift, and Promote refuses
 * while there is any. Unreachable is not drift: the deployment itself will say so. Answers what was found, if it was read.
 */
export async function checkDrift(
  db: Database,
  place: Place,
  environment: Environment,
  names: PlaceNames,
): Promise<{ drifted: boolean; found: string | null } | null> {
  const driven = driverOf(environment, names);
  if ("missing" in driven) return null;
  // While something is on its way, what is found may be either: the deployment itself looks again.
  if (await isDeploying(db, place)) return null;
  const { live, drift } = await readLive(db, place);
  const patience = AbortSignal.timeout(30_000);
  const reading = await driven.driver.readLive(driven.target, patience).catch((error: unknown) => {
    // Too slow is unreachable: whoever promotes is not to be told of a defect for it.
    if (patience.aborted) return { outcome: "unreachable" as const };
    throw error;
  });
  if (reading.outcome !== "read") return null;
  const differs = driftBetween(live?.build.digest ?? null, reading.digest);
  if (differs) await updatePlace(db, place, { drift: { ...differs, foundAt: new Date().toISOString() } });
  else if (drift) await updatePlace(db, place, { drift: null });
  return { drifted: differs !== null, found: reading.digest };
}
