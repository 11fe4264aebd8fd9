import { and, asc, eq, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { environment, promotionPath } from "@/db/schema";
import type { EnvironmentId, OrganizationId } from "@/lib/kernel/ids";

export type EnvironmentRow = typeof environment.$inferSelect;

/** All of the organization's, in promotion order. */
export async function environmentsInOrder(
  db: Queryable,
  organizationId: OrganizationId,
): Promise<EnvironmentRow[]> {
  return db
    .select()
    .from(environment)
    .where(eq(environment.organizationId, organizationId))
    .orderBy(asc(environment.position));
}

export async function insertEnvironment(
  tx: Transaction,
  row: typeof environment.$inferInsert,
): Promise<void> {
  await tx.insert(environment).values(row);
}

export async function updateEnvironmentRow(
  tx: Transaction,
  { organizationId, id }: Pick<EnvironmentRow, "organizationId" | "id">,
  change: Partial<typeof environment.$inferInsert>,
): Promise<void> {
  await tx
    .update(environment)
    .set(change)
    .where(and(eq(environment.organizationId, organizationId), eq(environment.id, id)));
}

/** Gives the environments the places 1, 2, … in this order. Out of the way first, since no two may share one. */
export async function setOrder(
  tx: Transaction,
  organizationId: OrganizationId,
  ids: EnvironmentId[],
): Promise<void> {
  await tx
    .update(environment)
    .set({ position: sql`-1 - abs(${environment.position})` })
    .where(eq(environment.organizationId, organizationId));
  await tx.execute(sql`
    update ${environment} e set position = o.position
    from unnest(${sql.param(ids)}::text[]) with ordinality as o(id, position)
    where e.organization_id = ${organizationId} and e.id = o.id`);
}

export interface Path {
  from: EnvironmentId;
  to: EnvironmentId;
}

export async function pathsOf(db: Queryable, organizationId: OrganizationId): Promise<Path[]> {
  return db
    .select({ from: promotionPath.fromEnvironmentId, to: promotionPath.toEnvironmentId })
    .from(promotionPath)
    .where(eq(promotionPath.organizationId, organizationId));
}

export async function storePaths(
  tx: Transaction,
  organizationId: OrganizationId,
  { removed, added }: { removed: Path[]; added: Path[] },
): Promise<void> {
  for (const { from, to } of removed) {
    await tx
      .delete(promotionPath)
      .where(
        and(
          eq(promotionPath.organizationId, organizationId),
          eq(promotionPath.fromEnvironmentId, from),
          eq(promotionPath.toEnvironmentId, to),
        ),
      );
  }
  if (added.length === 0) return;
  const rows = added.map(({ from, to }) => ({
    organizationId,
    fromEnvironmentId: from,
    toEnvironmentId: to,
  }));
  await tx.insert(promotionPath).values(rows).onConflictDoNothing();
}
