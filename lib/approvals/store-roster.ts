import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { GroupId, MemberId, OrganizationId, ProjectId, RoleId } from "@/lib/kernel/ids";
import type { Roster } from "./core/eligibility";
import type { ApprovalRules } from "./core/rules";

/** A list as one bound array: an empty one stays an empty array, where drizzle would write `()`. */
function textArray(values: Iterable<string>): SQL {
  return sql`${sql.param([...values])}::text[]`;
}

/** Everybody whom these rules name: what of the directory a decision can depend on. */
function namedBy(rules: readonly ApprovalRules[]) {
  const all = rules.flatMap(({ steps }) => steps.flatMap(({ requirements }) => requirements));
  return {
    roles: all.flatMap(({ approvers, notifyOnly }) => [
      ...approvers.roles.map(({ roleId }) => roleId),
      ...notifyOnly.roles,
    ]),
    groups: all.flatMap(({ approvers, notifyOnly }) => [...approvers.groups, ...notifyOnly.groups]),
    users: all.flatMap(({ approvers, notifyOnly }) => [
      ...approvers.users,
      ...(approvers.narrowTo ?? []),
      ...notifyOnly.users,
    ]),
  };
}

/**
 * One expression that answers the roster of some rules as JSON, to stand in the statement that reads a decision's
 * facts: all of them must come from one instant, after the lock was granted. `also` and `alsoFrom` (a select of ids) are members to
 * know by name.
 */
export function rosterSql(
  organizationId: OrganizationId,
  rules: readonly ApprovalRules[],
  also: readonly MemberId[],
  alsoFrom: SQL = sql`select null`,
): SQL {
  const { roles, groups, users } = namedBy(rules);
  return sql`(
    with holder as (
      select role_id, member_id, project_id from role_assignment
      where organization_id = ${organizationId} and role_id = any(${textArray(roles)})
    ), membership as (
      select group_id, member_id from group_membership
      where organization_id = ${organizationId} and group_id = any(${textArray(groups)})
    ), principal as (
      select member_id from holder union select member_id from membership union select unnest(${textArray(users)})
    ), active as (
      select from_member_id, to_member_id, project_id, starts_at, ends_at, cancelled_at from delegation
      where organization_id = ${organizationId} and cancelled_at is null and from_member_id in (select member_id from principal)
    ), person as (
      select id, name, kind, disabled_at is not null as disabled from member
      where organization_id = ${organizationId}
        and id in (select member_id from principal union select to_member_id from active union select unnest(${textArray(also)}) union ${alsoFrom})
    )
    select json_build_object(
      'members', (select coalesce(json_agg(person), '[]') from person),
      'holders', (select coalesce(json_agg(holder), '[]') from holder),
      'memberships', (select coalesce(json_agg(membership), '[]') from membership),
      'delegations', (select coalesce(json_agg(active), '[]') from active)
    )
  )`;
}

export interface RosterJson {
  members: { id: MemberId; name: string; kind: "person" | "service"; disabled: boolean }[];
  holders: { role_id: RoleId; member_id: MemberId; project_id: ProjectId | null }[];
  memberships: { group_id: GroupId; member_id: MemberId }[];
  delegations: {
    from_member_id: MemberId;
    to_member_id: MemberId;
    project_id: ProjectId | null;
    starts_at: string;
    ends_at: string | null;
    cancelled_at: string | null;
  }[];
}

export function rosterFrom(json: RosterJson): Roster {
  const groups = new Map<GroupId, MemberId[]>();
  for (const { group_id, member_id } of json.memberships)
    groups.set(group_id, [...(groups.get(group_id) ?? []), member_id]);
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return {
    members: new Map(json.members.map(({ id, ...member }) => [id, member])),
    holders: json.holders.map((row) => ({
      roleId: row.role_id,
      memberId: row.member_id,
      projectId: row.project_id,
    })),
    groups,
    delegations: json.delegations.map((row) => ({
      from: row.from_member_id,
      to: row.to_member_id,
      projectId: row.project_id,
      startsAt: new Date(row.starts_at),
      endsAt: instant(row.ends_at),
      cancelledAt: instant(row.cancelled_at),
    })),
  };
}

/** The roster of now, for answers outside a decision: who could approve, which requests wait for whom. */
export async function readRoster(
  db: Queryable,
  organizationId: OrganizationId,
  rules: readonly ApprovalRules[],
  also: readonly MemberId[] = [],
): Promise<Roster> {
  const { rows } = await db.execute<{ roster: RosterJson }>(
    sql`select ${rosterSql(organizationId, rules, also)} as roster`,
  );
  const [row] = rows;
  if (!row) throw new Error("invariant: a select without from answers one row");
  return rosterFrom(row.roster);
}
