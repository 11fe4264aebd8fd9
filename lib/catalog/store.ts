import { and, eq, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { component, componentEnvironment, environment, project } from "@/db/schema";
import type { ComponentId, OrganizationId, ProjectId } from "@/lib/kernel/ids";

export type ProjectRow = typeof project.$inferSelect;
export type ComponentRow = typeof component.$inferSelect;

export async function findProject(db: Queryable, organizationId: OrganizationId, slug: string) {
  const [row] = await db
    .select()
    .from(project)
    .where(and(eq(project.organizationId, organizationId), eq(project.slug, slug)));
  return row;
}

/** Undefined: the slug is taken in the organization. */
export async function insertProject(tx: Transaction, row: typeof project.$inferInsert) {
  const [inserted] = await tx
    .insert(project)
    .values(row)
    .onConflictDoNothing({ target: [project.organizationId, project.slug] })
    .returning();
  return inserted;
}

export async function findComponent(
  db: Queryable,
  organizationId: OrganizationId,
  projectId: ProjectId,
  slug: string,
) {
  const [row] = await db
    .select()
    .from(component)
    .where(
      and(
        eq(component.organizationId, organizationId),
        eq(component.projectId, projectId),
        eq(component.slug, slug),
      ),
    );
  return row;
}

/** Undefined: the slug is taken in the project. */
export async function insertComponent(tx: Transaction, row: typeof component.$inferInsert) {
  const [inserted] = await tx
    .insert(component)
    .values(row)
    .onConflictDoNothing({ target: [component.organizationId, component.projectId, component.slug] })
    .returning();
  return inserted;
}

/** Waits for whoever else numbers this component's builds. Rows that refer to the component go on. */
export async function lockComponent(tx: Transaction, organizationId: OrganizationId, id: ComponentId) {
  await tx
    .select({ id: component.id })
    .from(component)
    .where(and(eq(component.organizationId, organizationId), eq(component.id, id)))
    .for("no key update");
}

/** Every component has a place in every environment; this makes the ones that are missing. */
export async function insertMissingPlaces(tx: Transaction, organizationId: OrganizationId): Promise<void> {
  await tx.execute(sql`
    insert into ${componentEnvironment} (organization_id, component_id, environment_id)
    select c.organization_id, c.id, e.id
    from ${component} c join ${environment} e on e.organization_id = c.organization_id
    where c.organization_id = ${organizationId}
    on conflict do nothing`);
}
