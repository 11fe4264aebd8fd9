import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { member, memberGroup, project, role } from "@/db/schema";
import type { GroupId, MemberId, OrganizationId, ProjectId, RoleId } from "@/lib/kernel/ids";
import { permissionsOfRole } from "./permissions";

export interface MemberView {
  id: MemberId;
  kind: "person" | "service";
  name: string;
  email: string;
  /** Has signed in; false for who was only invited, and for service accounts. */
  joined: boolean;
  disabledAt: Date | null;
  /** `project` null: held in the whole organization. */
  roles: { id: RoleId; role: string; project: string | null }[];
  createdAt: Date;
}

// Written out: in a select from one table drizzle takes the table's name off the columns inside `sql`.
const rolesOfMember = sql<MemberView["roles"]>`coalesce((
  select json_agg(json_build_object('id', r.id, 'role', r.name, 'project', p.slug)
    order by r.name, p.slug nulls first)
  from role_assignment a
  join role r on r.organization_id = a.organization_id and r.id = a.role_id
  left join project p on p.organization_id = a.organization_id and p.id = a.project_id
  where a.organization_id = member.organization_id and a.member_id = member.id
), '[]'::json)`;

/** Members in the order they were added; one of them when `id` is given. */
export async function membersOf(
  db: Queryable,
  organizationId: OrganizationId,
  { after, take, id }: { after?: string | null; take: number; id?: string },
): Promise<MemberView[]> {
  return db
    .select({
      id: member.id,
      kind: member.kind,
      name: member.name,
      email: member.email,
      joined: sql<boolean>`${member.userId} is not null`,
      disabledAt: member.disabledAt,
      roles: rolesOfMember,
      createdAt: member.createdAt,
    })
    .from(member)
    .where(
      and(
        eq(member.organizationId, organizationId),
        id === undefined ? undefined : eq(member.id, id as MemberId),
        after ? gt(member.id, after as MemberId) : undefined,
      ),
    )
    .orderBy(asc(member.id))
    .limit(take);
}

export interface RoleView {
  id: RoleId;
  name: string;
  /** One of the four that every organization has; null for one of its own. */
  system: "administrator" | "developer" | "reviewer" | "auditor" | null;
  permissions: string[];
}

export async function rolesOf(
  db: Queryable,
  organizationId: OrganizationId,
  { after, take }: { after: string | null; take: number },
): Promise<RoleView[]> {
  const rows = await db
    .select({ id: role.id, name: role.name, system: role.system, permissions: role.permissions })
    .from(role)
    .where(and(eq(role.organizationId, organizationId), after ? gt(role.id, after as RoleId) : undefined))
    .orderBy(asc(role.id))
    .limit(take);
  return rows.map((row) => (row.system ? { ...row, permissions: [...permissionsOfRole[row.system]] } : row));
}

export interface GroupView {
  id: GroupId;
  name: string;
  members: { id: MemberId; name: string }[];
}

export async function groupsOf(
  db: Queryable,
  organizationId: OrganizationId,
  { after, take, id }: { after?: string | null; take: number; id?: GroupId },
): Promise<GroupView[]> {
  const members = sql<GroupView["members"]>`coalesce((
    select json_agg(json_build_object('id', m.id, 'name', m.name) order by m.id)
    from group_membership g join member m on m.organization_id = g.organization_id and m.id = g.member_id
    where g.organization_id = member_group.organization_id and g.group_id = member_group.id
  ), '[]'::json)`;
  return db
    .select({ id: memberGroup.id, name: memberGroup.name, members })
    .from(memberGroup)
    .where(
      and(
        eq(memberGroup.organizationId, organizationId),
        id ? eq(memberGroup.id, id) : undefined,
        after ? gt(memberGroup.id, after as GroupId) : undefined,
      ),
    )
    .orderBy(asc(memberGroup.id))
    .limit(take);
}

/** Slugs of projects, by id. */
export async function projectSlugs(
  db: Queryable,
  organizationId: OrganizationId,
  ids: ProjectId[],
): Promise<{ id: ProjectId; slug: string }[]> {
  if (ids.length === 0) return [];
  return db
    .select({ id: project.id, slug: project.slug })
    .from(project)
    .where(and(eq(project.organizationId, organizationId), inArray(project.id, ids)))
    .orderBy(asc(project.slug));
}
