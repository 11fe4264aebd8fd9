import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Queryable } from "@/db/client";
import { approvalRequest } from "@/db/schema";
import type { Caller } from "@/lib/directory/caller";
import type { MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import type { RequestFilter } from "./input-list";
import type { RequestRow } from "./views";
import { type DeadlineCursor, type MySet, placeOf } from "./views-asking";
import { filtered, overdue, visible } from "./views-filter";

const r = approvalRequest;

/** Those of these requests that a filter lets through. */
export async function idsMatching(
  db: Queryable,
  organizationId: OrganizationId,
  ids: RequestId[],
  filter: RequestFilter,
  me: MemberId,
): Promise<Set<RequestId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: r.id })
    .from(r)
    .where(
      and(eq(r.organizationId, organizationId), inArray(r.id, ids), ...filtered(filter, organizationId, me)),
    );
  return new Set(rows.map(({ id }) => id));
}

export interface ListWanted {
  filter: RequestFilter;
  after: { at: Date; id: RequestId } | null;
  limit: number;
}

/** When they were closed: from an instant, and before another. */
export interface ClosedWithin {
  from: Date | null;
  before: Date | null;
}

/** As one comparison of pairs, an index begins at it; spelled out with "or", everything newer is walked first. */
function isBefore(at: PgColumn, after: { at: Date; id: RequestId }): SQL {
  return sql`(${at}, ${r.id}) < (${after.at.toISOString()}::timestamptz, ${after.id})`;
}

/** Requests the caller may see, newest first by when they were opened. */
export async function listVisible(
  db: Queryable,
  caller: Caller,
  sets: MySet[],
  { filter, after, limit }: ListWanted,
): Promise<RequestRow[]> {
  const later = after && isBefore(r.openedAt, after);
  return db
    .select()
    .from(r)
    .where(
      and(
        eq(r.organizationId, caller.organizationId),
        visible(caller, sets),
        ...filtered(filter, caller.organizationId, caller.member.id),
        later ?? undefined,
      ),
    )
    .orderBy(desc(r.openedAt), desc(r.id))
    .limit(limit);
}

/** Requests not yet written down as closed that the caller may see, nearest deadline first; without one last, oldest first. */
export async function listVisibleSoonest(
  db: Queryable,
  caller: Caller,
  sets: MySet[],
  { filter, after, limit }: { filter: RequestFilter; after: DeadlineCursor | null; limit: number },
): Promise<RequestRow[]> {
  const deadline = sql`coalesce(${r.expiresAt}, 'infinity'::timestamptz)`;
  return db
    .select()
    .from(r)
    .where(
      and(
        eq(r.organizationId, caller.organizationId),
        isNull(r.closedAt),
        visible(caller, sets),
        ...filtered(filter, caller.organizationId, caller.member.id),
        after ? sql`(${deadline}, ${r.openedAt}, ${r.id}) > ${placeOf(after)}` : undefined,
      ),
    )
    .orderBy(deadline, r.openedAt, r.id)
    .limit(limit);
}

/**
 * Closed requests the caller may see, newest first by when they were closed. Those that are overdue and not yet written
 * down as expired are few: they are read apart and merged, so that the long list keeps to its index.
 */
export async function listClosed(
  db: Queryable,
  caller: Caller,
  sets: MySet[],
  { filter, after, limit, within }: ListWanted & { within: ClosedWithin },
): Promise<RequestRow[]> {
  const mine = [
    eq(r.organizationId, caller.organizationId),
    visible(caller, sets),
    ...filtered(filter, caller.organizationId, caller.member.id),
  ];
  const before = (at: typeof r.closedAt | typeof r.expiresAt) =>
    and(
      after ? isBefore(at, after) : undefined,
      within.from ? gte(at, within.from) : undefined,
      within.before ? lt(at, within.before) : undefined,
    );
  const written = db
    .select()
    .from(r)
    .where(and(...mine, isNotNull(r.closedAt), before(r.closedAt)))
    .orderBy(desc(r.closedAt), desc(r.id))
    .limit(limit);
  const unwritten = db
    .select()
    .from(r)
    .where(and(...mine, isNull(r.closedAt), overdue, before(r.expiresAt)))
    .orderBy(desc(r.expiresAt), desc(r.id))
    .limit(limit);
  const rows = [...(await written), ...(await unwritten)];
  return rows
    .sort((a, b) => closedAtOf(b).getTime() - closedAtOf(a).getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

/** When a closed or overdue request was over. */
export function closedAtOf(row: Pick<RequestRow, "closedAt" | "expiresAt">): Date {
  return row.closedAt ?? row.expiresAt ?? new Date(0);
}
