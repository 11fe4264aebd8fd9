import { and, asc, eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { component, environment, project } from "@/db/schema";
import type { ComponentId, OrganizationId, ProjectId } from "@/lib/kernel/ids";
import type { Ungated } from "./core/ungated";

/** All environments in promotion order, as gates see them. */
export async function gatedPlaces(db: Queryable, organizationId: OrganizationId) {
  return db
    .select({
      id: environment.id,
      slug: environment.slug,
      name: environment.name,
      critical: environment.critical,
    })
    .from(environment)
    .where(eq(environment.organizationId, organizationId))
    .orderBy(asc(environment.position));
}

/** Projects by id, with slug and name. */
export async function projectsById(db: Queryable, organizationId: OrganizationId, ids: ProjectId[]) {
  if (ids.length === 0) return [];
  return db
    .select({ id: project.id, slug: project.slug, name: project.name })
    .from(project)
    .where(and(eq(project.organizationId, organizationId), inArray(project.id, ids)));
}

/** Components by id, with slug, name and their project. */
export async function componentsById(db: Queryable, organizationId: OrganizationId, ids: ComponentId[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      id: component.id,
      slug: component.slug,
      name: component.name,
      projectId: component.projectId,
    })
    .from(component)
    .where(and(eq(component.organizationId, organizationId), inArray(component.id, ids)));
}

/** "Every way into Production", "checkout into Staging": what needs no approval any more. */
export async function ungatedInWords(
  db: Queryable,
  organizationId: OrganizationId,
  ungated: readonly Ungated[],
): Promise<string[]> {
  const environments = await gatedPlaces(db, organizationId);
  const projects = await projectsById(
    db,
    organizationId,
    ungated.flatMap(({ projectId }) => projectId ?? []),
  );
  const components = await componentsById(
    db,
    organizationId,
    ungated.flatMap(({ componentId }) => componentId ?? []),
  );
  return environments.flatMap(({ id, name }) =>
    ungated
      .filter(({ to }) => to === id)
      .map(({ projectId, componentId }) => {
        const whose = componentId
          ? components.find((one) => one.id === componentId)?.name
          : projects.find((one) => one.id === projectId)?.name;
        return whose ? `${whose} into ${name}` : `Every way into ${name}`;
      }),
  );
}
