import { and, eq, max } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { build, buildCommit } from "@/db/schema";
import type { ComponentId, OrganizationId } from "@/lib/kernel/ids";

export type BuildRow = typeof build.$inferSelect;

export async function findBuild(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  by: { digest: string } | { number: number },
): Promise<BuildRow | undefined> {
  const which = "digest" in by ? eq(build.digest, by.digest) : eq(build.number, by.number);
  const [row] = await db
    .select()
    .from(build)
    .where(and(eq(build.organizationId, organizationId), eq(build.componentId, componentId), which));
  return row;
}

/** 0 when the component has no build yet. */
export async function lastBuildNumber(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
): Promise<number> {
  const [row] = await db
    .select({ last: max(build.number) })
    .from(build)
    .where(and(eq(build.organizationId, organizationId), eq(build.componentId, componentId)));
  return row?.last ?? 0;
}

/** The commits newest first, as they were reported. */
export async function insertBuild(
  tx: Transaction,
  row: typeof build.$inferInsert,
  commits: Omit<typeof buildCommit.$inferInsert, "organizationId" | "buildId" | "position">[],
): Promise<void> {
  await tx.insert(build).values(row);
  if (commits.length === 0) return;
  const { organizationId, id: buildId } = row;
  await tx
    .insert(buildCommit)
    .values(commits.map((commit, position) => ({ ...commit, organizationId, buildId, position })));
}
