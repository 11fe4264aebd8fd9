import { and, desc, eq, isNull, lt, lte, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Queryable, Transaction } from "@/db/client";
import { delegation, member, project } from "@/db/schema";
import type { DelegationId, MemberId, OrganizationId, ProjectId } from "@/lib/kernel/ids";

const d = delegation;

export async function insertDelegation(tx: Transaction, row: typeof delegation.$inferInsert): Promise<void> {
  await tx.insert(d).values(row);
}

/** Ends it from now on. Nothing changes where it was cancelled before. */
export async function setCancelled(
  tx: Transaction,
  organizationId: OrganizationId,
  id: DelegationId,
): Promise<void> {
  await tx
    .update(d)
    .set({ cancelledAt: sql`clock_timestamp()` })
    .where(and(eq(d.organizationId, organizationId), eq(d.id, id), isNull(d.cancelledAt)));
}

/** Delegations from and to a member, newest first; the one with `id`, when it is given. */
export async function listDelegationsOf(
  db: Queryable,
  organizationId: OrganizationId,
  memberId: MemberId,
  { before, take, id }: { before?: string | null; take: number; id?: string },
) {
  const principal = alias(member, "principal");
  const delegate = alias(member, "delegate");
  return db
    .select({
      id: d.id,
      principal: { id: principal.id, name: principal.name },
      to: { id: delegate.id, name: delegate.name },
      project: project.slug,
      startsAt: d.startsAt,
      endsAt: d.endsAt,
      cancelledAt: d.cancelledAt,
      createdAt: d.createdAt,
    })
    .from(d)
    .innerJoin(
      principal,
      and(eq(principal.organizationId, d.organizationId), eq(principal.id, d.fromMemberId)),
    )
    .innerJoin(delegate, and(eq(delegate.organizationId, d.organizationId), eq(delegate.id, d.toMemberId)))
    .leftJoin(project, and(eq(project.organizationId, d.organizationId), eq(project.id, d.projectId)))
    .where(
      and(
        eq(d.organizationId, organizationId),
        or(eq(d.fromMemberId, memberId), eq(d.toMemberId, memberId)),
        id === undefined ? undefined : eq(d.id, id as DelegationId),
        before ? lt(d.id, before as DelegationId) : undefined,
      ),
    )
    .orderBy(desc(d.id))
    .limit(take);
}

export async function findProjectId(
  db: Queryable,
  organizationId: OrganizationId,
  slug: string,
): Promise<ProjectId | undefined> {
  const [row] = await db
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.organizationId, organizationId), eq(project.slug, slug)));
  return row?.id;
}

/** Delegations that the clock has ended and nobody has looked at since, those that ended first first. */
export async function listEnded(db: Queryable, limit: number) {
  return db
    .select({ organizationId: d.organizationId, id: d.id })
    .from(d)
    .where(and(lte(d.endsAt, sql`clock_timestamp()`), isNull(d.cancelledAt), isNull(d.endNotedAt)))
    .orderBy(d.endsAt)
    .limit(limit);
}

/** Marks an ended delegation as seen. Undefined: another process was first, or it was cancelled. */
export async function noteEnd(tx: Transaction, organizationId: OrganizationId, id: DelegationId) {
  const [row] = await tx
    .update(d)
    .set({ endNotedAt: sql`clock_timestamp()` })
    .where(
      and(eq(d.organizationId, organizationId), eq(d.id, id), isNull(d.endNotedAt), isNull(d.cancelledAt)),
    )
    .returning();
  return row;
}
