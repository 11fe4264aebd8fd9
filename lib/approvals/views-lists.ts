import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Queryable } from "@/db/client";
import { approvalRequest, closedRequestPerson } from "@/db/schema";
import type { Caller } from "@/lib/directory/caller";
import type { MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import type { RequestFilter } from "./input-list";
import type { RequestRow } from "./views";
import { type DeadlineCursor, type MySet, placeOf } from "./views-asking";
import { filtered, membersNamed, overdue, visible } from "./views-filter";

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
function isBefore(at: PgColumn, after: { at: Date; id: RequestId }, id: PgColumn = r.id): SQL {
  return sql`(${at}, ${id}) < (${after.at.toISOString()}::timestamptz, ${after.id})`;
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
  const { organizationId } = caller;
  const { person, ...others } = filter;
  const ofOrganization = eq(r.organizationId, organizationId);
  const mine = (narrowed: RequestFilter) => [
    ofOrganization,
    visible(caller, sets),
    ...filtered(narrowed, organizationId, caller.member.id),
  ];
  const before = (at: PgColumn, id?: PgColumn) =>
    and(
      after ? isBefore(at, after, id) : undefined,
      within.from ? gte(at, within.from) : undefined,
      within.before ? lt(at, within.before) : undefined,
    );
  const p = closedRequestPerson;
  const whichOf = (who: string) => {
    const where = and(...mine(others), before(p.closedAt, p.requestId));
    return and(ofOrganization, sql`${r.id} = any(array(${closedOf(organizationId, who, { where, limit })}))`);
  };
  const written = db
    .select()
    .from(r)
    .where(
      person === undefined
        ? and(...mine(others), isNotNull(r.closedAt), before(r.closedAt))
        : whichOf(person),
    )
    .orderBy(desc(r.closedAt), desc(r.id))
    .limit(limit);
  const unwritten = db
    .select()
    .from(r)
    .where(and(...mine(filter), isNull(r.closedAt), overdue, before(r.expiresAt)))
    .orderBy(desc(r.expiresAt), desc(r.id))
    .limit(limit);
  const rows = [...(await written), ...(await unwritten)];
  return rows
    .sort((a, b) => closedAtOf(b).getTime() - closedAtOf(a).getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

/** Ids of the newest that concern whoever the words name: a walk of their own for each of these people, as far as the page needs. */
function closedOf(
  organizationId: OrganizationId,
  person: string,
  { where, limit }: { where: SQL | undefined; limit: number },
): SQL {
  const p = closedRequestPerson;
  return sql`select walked.id from unnest(array(${membersNamed(person, organizationId)})) as one(person_id), lateral (
    select ${r.id} as id from ${p} join ${r} on ${r.organizationId} = ${p.organizationId} and ${r.id} = ${p.requestId}
    where ${p.organizationId} = ${organizationId} and ${p.memberId} = one.person_id and ${where}
    order by ${p.closedAt} desc, ${p.requestId} desc limit ${limit}) walked`;
}

/** When a closed or overdue request was over. */
export function closedAtOf(row: Pick<RequestRow, "closedAt" | "expiresAt">): Date {
  return row.closedAt ?? row.expiresAt ?? new Date(0);
}
