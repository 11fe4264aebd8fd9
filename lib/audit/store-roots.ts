import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { approvalRequest, auditRoot, organization, requestEvent } from "@/db/schema";
import type { OrganizationId } from "@/lib/kernel/ids";
import type { ChainEnd, Head } from "./chain";

/** The half of advisory lock numbers that is ours (see lib/jobs/store-life-locks). */
const space = 7_268_005;

const ofItsLastRoot = and(
  eq(auditRoot.organizationId, organization.id),
  eq(auditRoot.sequence, organization.rootSequence),
);

/** Organizations whose last root is that old, or that have none. */
export async function listRootsDue(db: Queryable, minutes: number): Promise<OrganizationId[]> {
  const rows = await db
    .select({ id: organization.id })
    .from(organization)
    .leftJoin(auditRoot, ofItsLastRoot)
    .where(dueAfter(minutes));
  return rows.map(({ id }) => id);
}

function dueAfter(minutes: number) {
  return or(
    isNull(auditRoot.at),
    sql`${auditRoot.at} <= clock_timestamp() - make_interval(mins => ${minutes})`,
  );
}

/**
 * Keeps other workers from making this organization's roots until the commit, and only them. Answers the ends of its
 * chains; undefined when somebody else makes them, or just has.
 */
export async function lockRoots(tx: Transaction, organizationId: OrganizationId, minutes: number) {
  const { rows } = await tx.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(${space}, hashtext(${organizationId})) as taken`,
  );
  if (!rows[0]?.taken) return undefined;
  const [ends] = await tx
    .select({
      root: { sequence: organization.rootSequence, hash: organization.rootHash },
      audit: { sequence: organization.auditSequence, hash: organization.auditHash },
      before: auditRoot.at,
      now: sql<string>`to_json(clock_timestamp())`,
    })
    .from(organization)
    .leftJoin(auditRoot, ofItsLastRoot)
    .where(and(eq(organization.id, organizationId), dueAfter(minutes)));
  return ends && { ...ends, now: new Date(ends.now) };
}

/** Ends of the chains of requests after `after`, by id: of all, or of those with events since an instant. */
export async function listHeads(
  db: Queryable,
  organizationId: OrganizationId,
  since: Date | null,
  after: string,
  limit: number,
): Promise<Head[]> {
  const r = approvalRequest;
  const rows = await db
    .select({ id: r.id, sequence: r.lastSequence, hash: r.lastHash })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        gt(sql`${r.id}`, after),
        since === null ? undefined : sql`${r.id} in (${requestsSince(organizationId, since)})`,
      ),
    )
    .orderBy(r.id)
    .limit(limit);
  return rows.map(({ id, sequence, hash }) => [id, sequence, hash]);
}

/** Ids are ordered by time (newId), so that the primary key finds what is new among a million events. */
function requestsSince(organizationId: OrganizationId, since: Date) {
  const first = `evt_${since.getTime().toString(16).padStart(12, "0")}`;
  return sql`select ${requestEvent.requestId} from ${requestEvent}
    where ${requestEvent.organizationId} = ${organizationId} and ${requestEvent.id} >= ${first}`;
}

export async function appendRoot(tx: Transaction, row: typeof auditRoot.$inferInsert): Promise<void> {
  await tx.insert(auditRoot).values(row);
}

/** Where the chain of roots ends, kept beside it. */
export async function storeRootEnd(
  tx: Transaction,
  organizationId: OrganizationId,
  { sequence, hash }: ChainEnd,
): Promise<void> {
  await tx
    .update(organization)
    .set({ rootSequence: sequence, rootHash: hash })
    .where(eq(organization.id, organizationId));
}
