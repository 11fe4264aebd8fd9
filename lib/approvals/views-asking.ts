import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalRequest, approverSet } from "@/db/schema";
import type { MemberId, OrganizationId, ProjectId, RequestId } from "@/lib/kernel/ids";
import type { RequestRow } from "./views";

const r = approvalRequest;

/** An approver set that a member is in: by their own right, or as a delegate, in one project or (null) everywhere. */
export interface MySet {
  key: string;
  delegated: boolean;
  projectId: ProjectId | null;
}

/** The approver sets a member is in by their own right, and those of everybody who delegates to them now. */
export async function listMySets(
  db: Queryable,
  { organizationId, member: { id } }: { organizationId: OrganizationId; member: { id: MemberId } },
): Promise<MySet[]> {
  const { rows } = await db.execute<MySet & Record<string, unknown>>(sql`
    with who as (
      select ${id}::text as id, false as delegated, null::text as within
      union select d.from_member_id, true, d.project_id from delegation d join member m on m.organization_id = d.organization_id and m.id = d.from_member_id
        where d.organization_id = ${organizationId} and d.to_member_id = ${id} and m.disabled_at is null
        and d.cancelled_at is null and d.starts_at <= clock_timestamp() and (d.ends_at is null or d.ends_at > clock_timestamp())
    ), mine as (
      select 'user:' || id as key, delegated, within from who
      union select 'role:' || a.role_id || coalesce('@' || a.project_id, ''), w.delegated, w.within
        from who w join role_assignment a on a.organization_id = ${organizationId} and a.member_id = w.id
      union select 'group:' || g.group_id, w.delegated, w.within
        from who w join group_membership g on g.organization_id = ${organizationId} and g.member_id = w.id
    )
    select key, delegated, within as "projectId" from mine`);
  return rows;
}

export interface SetCursor {
  openedAt: Date;
  id: RequestId;
}

/**
 * Open requests that ask one of these sets, newest first, after a cursor: a superset of what the member may decide. One
 * short walk of the index per set, so that it costs the same with a million requests as with ten (engine.md, Speed).
 */
export async function listAsking(
  db: Queryable,
  organizationId: OrganizationId,
  sets: Iterable<string>,
  after: SetCursor | null,
  limit: number,
): Promise<RequestRow[]> {
  const keys = [...new Set(sets)];
  if (keys.length === 0) return [];
  const s = approverSet;
  const later = after
    ? sql`and (${s.openedAt}, ${s.requestId}) < (${after.openedAt.toISOString()}::timestamptz, ${after.id})`
    : sql``;
  const { rows } = await db.execute<{ id: RequestId }>(sql`
    select distinct walked.opened_at, walked.request_id as id from unnest(${sql.param(keys)}::text[]) as mine(key),
      lateral (select opened_at, request_id from ${s} where ${s.organizationId} = ${organizationId} and ${s.setKey} = mine.key ${later}
        order by opened_at desc, request_id desc limit ${limit}) walked
    order by walked.opened_at desc, walked.request_id desc limit ${limit}`);
  return readRows(
    db,
    organizationId,
    rows.map(({ id }) => id),
  );
}

/** Where a walk by deadline goes on: after this request. `expiresAt` null: it has no deadline, and comes last. */
export interface DeadlineCursor {
  expiresAt: Date | null;
  openedAt: Date;
  id: RequestId;
}

/** The same, nearest deadline first; those without one come last, oldest first. */
export async function listAskingSoonest(
  db: Queryable,
  organizationId: OrganizationId,
  sets: Iterable<string>,
  after: DeadlineCursor | null,
  limit: number,
): Promise<RequestRow[]> {
  const keys = [...new Set(sets)];
  if (keys.length === 0) return [];
  const s = approverSet;
  const later = after ? sql`and (${s.decideBy}, ${s.openedAt}, ${s.requestId}) > ${placeOf(after)}` : sql``;
  const { rows } = await db.execute<{ id: RequestId }>(sql`
    select distinct walked.decide_by, walked.opened_at, walked.request_id as id from unnest(${sql.param(keys)}::text[]) as mine(key),
      lateral (select decide_by, opened_at, request_id from ${s} where ${s.organizationId} = ${organizationId} and ${s.setKey} = mine.key ${later}
        order by decide_by, opened_at, request_id limit ${limit}) walked
    order by walked.decide_by, walked.opened_at, walked.request_id limit ${limit}`);
  const ids = rows.map(({ id }) => id);
  const read = await readRows(db, organizationId, ids);
  return read.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** A cursor as the row of values that the index is ordered by. */
export function placeOf({ expiresAt, openedAt, id }: DeadlineCursor): SQL {
  return sql`(${expiresAt?.toISOString() ?? "infinity"}::timestamptz, ${openedAt.toISOString()}::timestamptz, ${id})`;
}

async function readRows(
  db: Queryable,
  organizationId: OrganizationId,
  ids: RequestId[],
): Promise<RequestRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(r)
    .where(and(eq(r.organizationId, organizationId), inArray(r.id, ids)))
    .orderBy(desc(r.openedAt), desc(r.id));
}
