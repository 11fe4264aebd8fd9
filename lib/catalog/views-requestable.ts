import { and, desc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { build, buildCommit, deployment } from "@/db/schema";
import { isHealthy, shippedWell } from "@/lib/deploy/core/health";
import type { OrganizationId } from "@/lib/kernel/ids";
import type { Place } from "./store-configuration";
import { type Environment, readLive } from "./store-places";

/** A build that may be asked for from an environment, with the first line of its commit. */
export interface RequestableBuildView {
  number: number;
  title: string | null;
}

const mostBuilds = 50;

/**
 * What can be requested from a source (product.md, 2), highest number first: the build that runs healthily there, and
 * those whose last deployment there succeeded and was not rolled back.
 */
export async function requestableBuilds(
  db: Queryable,
  from: Pick<Environment, "id" | "trustDelivery"> & { organizationId: OrganizationId },
  componentId: Place["componentId"],
): Promise<RequestableBuildView[]> {
  const d = deployment;
  const { organizationId, id: environmentId, trustDelivery } = from;
  const last = db
    .selectDistinctOn([d.buildId], {
      buildId: d.buildId,
      state: d.state,
      health: d.health,
      rolledBackAt: d.rolledBackAt,
    })
    .from(d)
    .where(
      and(
        eq(d.organizationId, organizationId),
        eq(d.componentId, componentId),
        eq(d.environmentId, environmentId),
      ),
    )
    .orderBy(d.buildId, desc(d.createdAt), desc(d.id))
    .as("last");
  const rows = await db
    .select({
      number: build.number,
      title: sql<string | null>`split_part(${buildCommit.message}, E'\n', 1)`,
      state: last.state,
      health: last.health,
      rolledBackAt: last.rolledBackAt,
    })
    .from(last)
    .innerJoin(build, and(eq(build.organizationId, organizationId), eq(build.id, last.buildId)))
    .leftJoin(
      buildCommit,
      and(
        eq(buildCommit.organizationId, build.organizationId),
        eq(buildCommit.buildId, build.id),
        eq(buildCommit.sha, build.commitSha),
      ),
    )
    .orderBy(desc(build.number))
    .limit(mostBuilds);
  const { live } = await readLive(db, { organizationId, componentId, environmentId });
  return rows
    .filter((row) => (row.number === live?.build.number ? isHealthy(live, trustDelivery) : shippedWell(row)))
    .map(({ number, title }) => ({ number, title }));
}
