import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { prepared } from "@/db/prepared";
import type { GroupId, MemberId, OrganizationId, ProjectId, RoleId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import type { Roster } from "./core/eligibility";
import type { ApprovalRules } from "./core/rules";

/** Ids that rules name, as an array. `path` begins at a requirement, whose `*` are `approvers` and `notifyOnly`. */
function named(rules: SQL, path: string, id = sql`one #>> '{}'`): SQL {
  return sql`array(select ${id} from jsonb_path_query(${rules}, ${sql.raw(`'$[*].steps[*].requirements[*].${path}[*]'`)}) one)`;
}

/**
 * One expression that answers the roster of some rules as JSON, everybody whom they name: what of the directory a
 * decision can depend on. It stands in the statement that reads a decision's facts: all of them must come from one
 * instant, after the lock was granted. `rules` are one profile's or an array of several, as jsonb; `also` is a select of
 * ids of members to know by name.
 */
export function rosterSql(organizationId: SQL, rules: SQL, also: SQL): SQL {
  return sql`(
    with holder as (
      select role_id, member_id, project_id from role_assignment
      where organization_id = ${organizationId} and role_id = any(${named(rules, "*.roles", sql`coalesce(one ->> 'roleId', one #>> '{}')`)})
    ), membership as (
      select group_id, member_id from group_membership
      where organization_id = ${organizationId} and group_id = any(${named(rules, "*.groups")})
    ), principal as (
      select member_id from holder union all select member_id from membership
      union all select unnest(${named(rules, "*.users")} || ${named(rules, "approvers.narrowTo")})
    ), active as (
      select from_member_id, to_member_id, project_id, starts_at, ends_at, cancelled_at from delegation
      where organization_id = ${organizationId} and cancelled_at is null and from_member_id = any(array(select member_id from principal))
    ), person as (
      select id, name, kind, disabled_at is not null as disabled from member
      where organization_id = ${organizationId}
        and id = any(array(select member_id from principal union all select to_member_id from active union all ${also}))
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

const rosterNow = prepared<{ roster: RosterJson }>(
  "roster_now",
  sql`select ${rosterSql(
    sql`${sql.placeholder("organizationId")}`,
    sql`${sql.placeholder("rules")}::jsonb`,
    sql`select unnest(${sql.placeholder("also")}::text[])`,
  )} as roster`,
);

/** The roster of now, for answers outside a decision: who could approve, which requests wait for whom. */
export async function readRoster(
  db: Queryable,
  organizationId: OrganizationId,
  rules: readonly ApprovalRules[],
  also: readonly MemberId[] = [],
): Promise<Roster> {
  // Requests of one list share their rules, mostly.
  const distinct = [...new Set(rules.map((one) => JSON.stringify(one)))];
  const [row] = await rosterNow.run(db, { organizationId, rules: `[${distinct.join()}]`, also: [...also] });
  invariant(row, "a select without from answers one row");
  return rosterFrom(row.roster);
}
