import { eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { approvalRequest, approverSet, environment, member, requestParticipant, vote } from "@/db/schema";
import type { Caller } from "@/lib/directory/caller";
import { projectsWith } from "@/lib/directory/permissions";
import type { MemberId, OrganizationId } from "@/lib/kernel/ids";
import type { RequestFilter } from "./input-list";
import type { MySet } from "./views-asking";

const r = approvalRequest;

/**
 * Overdue by the database's clock, whether or not a sweeper has run. As of the statement's start: an index can be asked for
 * what is before an instant that stands still, not for `clock_timestamp()`.
 */
export const overdue = sql`(${r.closedAt} is null and ${r.expiresAt} <= statement_timestamp())`;
const reallyOpen = sql`(${r.closedAt} is null and (${r.expiresAt} is null or ${r.expiresAt} > statement_timestamp()))`;

/** Whom a caller may see requests of, as a condition (engine.md, rule 15). `sets`: theirs, from `listMySets`. */
export function visible(caller: Caller, sets: MySet[]): SQL {
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

function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/** Members by id, address or a part of the name. */
export function membersNamed(person: string, organizationId: OrganizationId): SQL {
  return sql`select id from ${member} where ${member.organizationId} = ${organizationId}
    and (${member.id} = ${person} or lower(${member.email}) = lower(${person}) or ${member.name} ilike ${like(person)})`;
}

/** Whoever asked, was asked for, voted, was voted for or ended it, by id, address or a part of the name. */
function concerns(person: string, organizationId: OrganizationId): SQL {
  const who = sql`(${membersNamed(person, organizationId)})`;
  return sql`(${r.openedBy} in ${who} or ${r.startedBy} in ${who} or ${r.closedBy} ->> 'memberId' in ${who}
    or exists (select 1 from ${vote} where ${vote.organizationId} = ${organizationId} and ${vote.requestId} = ${r.id}
      and (${vote.voterId} in ${who} or ${vote.principalId} in ${who})))`;
}

/** A component's slug is one of a kind only within its project. */
function componentIs(organizationId: OrganizationId, project: string | undefined, slug: string): SQL {
  const found = sql`select c.id from component c join project p on p.id = c.project_id where c.organization_id = ${organizationId} and c.slug = ${slug}`;
  return project === undefined ? sql`= any(array(${found}))` : sql`= (${found} and p.slug = ${project})`;
}

/** A filter as conditions. States are as they truly are: an overdue request is expired. */
export function filtered(
  {
    state,
    workflow,
    project,
    component,
    environment: to,
    requester,
    approver,
    person,
    from,
    until,
    q,
    mine,
    overridden,
  }: RequestFilter,
  organizationId: OrganizationId,
  me: MemberId,
): SQL[] {
  const member_ = (who: string) =>
    sql`(select id from ${member} where ${member.organizationId} = ${organizationId} and (${member.id} = ${who} or lower(${member.email}) = lower(${who})))`;
  const states = state === undefined ? [] : [state].flat();
  const stateIs = (name: string) =>
    name === "open"
      ? reallyOpen
      : name === "closed"
        ? sql`(${r.closedAt} is not null or ${overdue})`
        : name === "expired"
          ? sql`(${r.state} = 'expired' or ${overdue})`
          : sql`(${r.state} = ${name} and not coalesce(${overdue}, false))`;
  return [
    ...(states.length > 0 ? [or(...states.map(stateIs)) as SQL] : []),
    ...(workflow ? [eq(r.workflow, workflow)] : []),
    // Asked once, not for each row: an index can then be asked for them, and by one value answers in the list's order.
    ...(project
      ? [
          sql`${r.projectId} = (select id from project where organization_id = ${organizationId} and slug = ${project})`,
        ]
      : []),
    ...(component ? [sql`${r.componentId} ${componentIs(organizationId, project, component)}`] : []),
    ...(to
      ? [
          sql`${r.toEnvironmentId} in (select id from ${environment} where ${environment.organizationId} = ${organizationId} and ${environment.slug} = ${to})`,
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
    ...(person ? [concerns(person, organizationId)] : []),
    ...(from ? [sql`${r.openedAt} >= ${from}::timestamptz`] : []),
    ...(until ? [sql`${r.openedAt} < ${until}::timestamptz`] : []),
    ...(q
      ? [
          sql`(${r.subject} -> 'component' ->> 'name' ilike ${like(q)} or ${r.subject} ->> 'name' ilike ${like(q)} or ${r.subject} ->> 'resource' ilike ${like(q)}
            or ${r.message} ilike ${like(q)} or ${r.number}::text = ${q})`,
        ]
      : []),
    ...(overridden ? [sql`${r.overridden}`] : []),
    ...(mine ? [or(eq(r.openedBy, me), eq(r.startedBy, me)) as SQL] : []),
  ];
}
