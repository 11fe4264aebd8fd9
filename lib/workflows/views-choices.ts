import { and, asc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { component, member, memberGroup, project } from "@/db/schema";
import type { MemberId, OrganizationId } from "@/lib/kernel/ids";

/** Every group with how many people are in it: what the editor offers. */
export async function groupChoices(db: Queryable, organizationId: OrganizationId) {
  const size = sql<number>`(select count(*)::int from group_membership g
    where g.organization_id = member_group.organization_id and g.group_id = member_group.id)`;
  return db
    .select({ id: memberGroup.id, name: memberGroup.name, size })
    .from(memberGroup)
    .where(eq(memberGroup.organizationId, organizationId))
    .orderBy(asc(sql`lower(${memberGroup.name})`));
}

/** Service accounts that can be named: rules may let one approve only by name (engine.md, Eligible). */
export async function serviceChoices(
  db: Queryable,
  organizationId: OrganizationId,
): Promise<{ id: MemberId; name: string }[]> {
  return db
    .select({ id: member.id, name: member.name })
    .from(member)
    .where(
      and(
        eq(member.organizationId, organizationId),
        eq(member.kind, "service"),
        sql`${member.disabledAt} is null`,
      ),
    )
    .orderBy(asc(sql`lower(${member.name})`));
}

/** Every project with its components, by slug and name. */
export async function ownerChoices(db: Queryable, organizationId: OrganizationId) {
  const projects = await db
    .select({ id: project.id, slug: project.slug, name: project.name })
    .from(project)
    .where(eq(project.organizationId, organizationId))
    .orderBy(asc(sql`lower(${project.name})`));
  const components = await db
    .select({ projectId: component.projectId, slug: component.slug, name: component.name })
    .from(component)
    .where(eq(component.organizationId, organizationId))
    .orderBy(asc(sql`lower(${component.name})`));
  return projects.map(({ id, slug, name }) => ({
    slug,
    name,
    components: components
      .filter(({ projectId }) => projectId === id)
      .map((one) => ({ slug: one.slug, name: one.name })),
  }));
}
