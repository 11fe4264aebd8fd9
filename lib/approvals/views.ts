import { and, desc, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  approvalRequest,
  approverSet,
  environment,
  member,
  requestEvent,
  requestParticipant,
  role,
  roleAssignment,
  vote,
} from "@/db/schema";
import type { Caller } from "@/lib/directory/caller";
import { projectsWith } from "@/lib/directory/permissions";
import type { MemberId, OrganizationId, ProjectId, RequestId, RoleId } from "@/lib/kernel/ids";
import type { RequestFilter } from "./input-list";

const r = approvalRequest;
export type RequestRow = typeof approvalRequest.$inferSelect;

/** Overdue by the database's clock, whether or not a sweeper has run. */
const overdue = sql`(${r.closedAt} is null and ${r.expiresAt} <= clock_timestamp())`;
const reallyOpen = sql`(${r.closedAt} is null and (${r.expiresAt} is null or ${r.expiresAt} > clock_timestamp()))`;

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

export async function findRow(
  db: Queryable,
  organizationId: OrganizationId,
  number: number,
): Promise<RequestRow | undefined> {
  const [row] = await db
    .select()
    .from(r)
    .where(and(eq(r.organizationId, organizationId), eq(r.number, number)));
  return row;
}

/** `maxPerPerson` of a request's rules; undefined when there is no such request. */
export async function findVotesPerPerson(
  db: Queryable,
  organizationId: OrganizationId,
  number: number,
): Promise<number | undefined> {
  const [row] = await db
    .select({ max: sql<number>`(${r.rules} -> 'votes' ->> 'maxPerPerson')::int` })
    .from(r)
    .where(and(eq(r.organizationId, organizationId), eq(r.number, number)));
  return row?.max;
}

export async function listVotes(db: Queryable, organizationId: OrganizationId, ids: RequestId[]) {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(vote)
    .where(and(eq(vote.organizationId, organizationId), inArray(vote.requestId, ids)))
    .orderBy(vote.sequence);
}

/** Whom a caller may see requests of, as a condition (engine.md, rule 15). `sets`: theirs, from `listMySets`. */
function visible(caller: Caller, sets: MySet[]): SQL {
  const projects = projectsWith(caller.roles, "request.read");
  if (projects === "all") return sql`true`;
  const { organizationId } = caller;
  const { id } = caller.member;
  const p = requestParticipant;
  const s = approverSet;
  const own = or(eq(r.openedBy, id), eq(r.startedBy, id));
  const took = sql`exists (select 1 from ${p} where ${p.organizationId} = ${organizationId} and ${p.requestId} = ${r.id} and ${p.memberId} = ${id})`;
  const lists = {
    keys: sql.param(sets.map(({ key }) => key)),
    delegated: sql.param(sets.map(({ delegated }) => delegated)),
    within: sql.param(sets.map(({ projectId }) => projectId)),
  };
  const asked = sql`exists (select 1 from ${s}
    join unnest(${lists.keys}::text[], ${lists.delegated}::boolean[], ${lists.within}::text[]) as mine(key, delegated, within) on mine.key = ${s.setKey}
    where ${s.organizationId} = ${organizationId} and ${s.requestId} = ${r.id}
      and (not mine.delegated or ((${r.rules} ->> 'allowDelegates')::boolean and (mine.within is null or mine.within = ${r.projectId}))))`;
  return or(projects.length > 0 ? inArray(r.projectId, projects) : undefined, own, took, asked) as SQL;
}

/** A filter as conditions. States are as they truly are: an overdue request is expired. */
function filtered(
  {
    state,
    workflow,
    project,
    component,
    environment: to,
    requester,
    approver,
    from,
    until,
    q,
    mine,
  }: RequestFilter,
  me: MemberId,
): SQL[] {
  const member_ = (who: string) =>
    sql`(select id from ${member} where ${member.organizationId} = ${r.organizationId} and (${member.id} = ${who} or lower(${member.email}) = lower(${who})))`;
  const states = state === undefined ? [] : [state].flat();
  const stateIs = (name: string) =>
    name === "open"
      ? reallyOpen
      : name === "closed"
        ? sql`(${r.closedAt} is not null or ${overdue})`
        : name === "expired"
          ? sql`(${r.state} = 'expired' or ${overdue})`
          : sql`(${r.state} = ${name} and not coalesce(${overdue}, false))`;
  const like = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return [
    ...(states.length > 0 ? [or(...states.map(stateIs)) as SQL] : []),
    ...(workflow ? [eq(r.workflow, workflow)] : []),
    ...(project ? [sql`${r.subject} -> 'project' ->> 'slug' = ${project}`] : []),
    ...(component ? [sql`${r.subject} -> 'component' ->> 'slug' = ${component}`] : []),
    ...(to
      ? [
          sql`${r.toEnvironmentId} in (select id from ${environment} where ${environment.organizationId} = ${r.organizationId} and ${environment.slug} = ${to})`,
        ]
      : []),
    ...(requester
      ? [sql`(${r.openedBy} in ${member_(requester)} or ${r.startedBy} in ${member_(requester)})`]
      : []),
    ...(approver
      ? [
          sql`exists (select 1 from ${vote} where ${vote.organizationId} = ${r.organizationId} and ${vote.requestId} = ${r.id} and (${vote.voterId} in ${member_(approver)} or ${vote.principalId} in ${member_(approver)}))`,
        ]
      : []),
    ...(from ? [sql`${r.openedAt} >= ${from}::timestamptz`] : []),
    ...(until ? [sql`${r.openedAt} < ${until}::timestamptz`] : []),
    ...(q
      ? [
          sql`(${r.subject} -> 'component' ->> 'name' ilike ${like(q)} or ${r.message} ilike ${like(q)} or ${r.number}::text = ${q})`,
        ]
      : []),
    ...(mine ? [or(eq(r.openedBy, me), eq(r.startedBy, me)) as SQL] : []),
  ];
}

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
    .where(and(eq(r.organizationId, organizationId), inArray(r.id, ids), ...filtered(filter, me)));
  return new Set(rows.map(({ id }) => id));
}

export interface ListWanted {
  filter: RequestFilter;
  after: { at: Date; id: RequestId } | null;
  limit: number;
}

/** Requests the caller may see, newest first by when they were opened. */
export async function listVisible(
  db: Queryable,
  caller: Caller,
  sets: MySet[],
  { filter, after, limit }: ListWanted,
): Promise<RequestRow[]> {
  const later = after && or(lt(r.openedAt, after.at), and(eq(r.openedAt, after.at), lt(r.id, after.id)));
  return db
    .select()
    .from(r)
    .where(
      and(
        eq(r.organizationId, caller.organizationId),
        visible(caller, sets),
        ...filtered(filter, caller.member.id),
        later ?? undefined,
      ),
    )
    .orderBy(desc(r.openedAt), desc(r.id))
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
  { filter, after, limit }: ListWanted,
): Promise<RequestRow[]> {
  const mine = [
    eq(r.organizationId, caller.organizationId),
    visible(caller, sets),
    ...filtered(filter, caller.member.id),
  ];
  const before = (at: typeof r.closedAt | typeof r.expiresAt) =>
    after ? or(lt(at, after.at), and(eq(at, after.at), lt(r.id, after.id))) : undefined;
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

/** What `request.opened` warned of: that it could not be approved by anybody then. */
export async function openingWarnings(
  db: Queryable,
  organizationId: OrganizationId,
  requestId: RequestId,
): Promise<string[]> {
  const [opened] = await listEvents(db, organizationId, requestId, 0, 1);
  return (opened?.data as { warnings?: string[] } | undefined)?.warnings ?? [];
}

/** A request's record, in order. */
export async function listEvents(
  db: Queryable,
  organizationId: OrganizationId,
  requestId: RequestId,
  afterSequence: number,
  limit: number,
) {
  const e = requestEvent;
  return db
    .select()
    .from(e)
    .where(
      and(
        eq(e.organizationId, organizationId),
        eq(e.requestId, requestId),
        sql`${e.sequence} > ${afterSequence}`,
      ),
    )
    .orderBy(e.sequence)
    .limit(limit);
}

/** Names of those of these roles that a member holds anywhere: why they may decide. */
export async function listHeldRoleNames(
  db: Queryable,
  organizationId: OrganizationId,
  memberId: MemberId,
  roles: RoleId[],
): Promise<string[]> {
  if (roles.length === 0) return [];
  const rows = await db
    .selectDistinct({ name: role.name })
    .from(roleAssignment)
    .innerJoin(
      role,
      and(eq(role.organizationId, roleAssignment.organizationId), eq(role.id, roleAssignment.roleId)),
    )
    .where(
      and(
        eq(roleAssignment.organizationId, organizationId),
        eq(roleAssignment.memberId, memberId),
        inArray(roleAssignment.roleId, roles),
      ),
    );
  return rows.map(({ name }) => name);
}

/** What was said about a request besides its votes, in order. */
export async function listComments(db: Queryable, organizationId: OrganizationId, requestId: RequestId) {
  const e = requestEvent;
  const rows = await db
    .select({ actor: e.actor, at: e.at, text: sql<string>`${e.data} ->> 'text'` })
    .from(e)
    .where(and(eq(e.organizationId, organizationId), eq(e.requestId, requestId), eq(e.type, "comment.added")))
    .orderBy(e.sequence);
  return rows.map(({ actor, ...comment }) => ({ ...comment, author: actor.name }));
}
