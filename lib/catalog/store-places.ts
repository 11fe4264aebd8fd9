import { and, desc, eq, type SQL } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  build,
  component,
  componentEnvironment,
  configurationVersion,
  deployment,
  environment,
  project,
  promotionPath,
} from "@/db/schema";
import type { BuildId, ComponentId, EnvironmentId, OrganizationId } from "@/lib/kernel/ids";
import type { Place } from "./store-configuration";

/** The component, with its project, of which this holds. Undefined: there is none in the organization. */
async function componentWhere(db: Queryable, organizationId: OrganizationId, ...which: SQL[]) {
  const [row] = await db
    .select({
      project: { id: project.id, slug: project.slug, name: project.name },
      component: { id: component.id, slug: component.slug, name: component.name },
    })
    .from(component)
    .innerJoin(
      project,
      and(eq(project.organizationId, component.organizationId), eq(project.id, component.projectId)),
    )
    .where(and(eq(component.organizationId, organizationId), ...which));
  return row;
}

/** A component by the slugs that people write. Undefined: not in this organization. */
export async function findComponent(
  db: Queryable,
  organizationId: OrganizationId,
  slugs: { project: string; component: string },
) {
  const named = [eq(component.slug, slugs.component), eq(project.slug, slugs.project)];
  return componentWhere(db, organizationId, ...named);
}

/** A component's and its project's names, by the component's id. */
export async function readComponentNames(db: Queryable, organizationId: OrganizationId, id: ComponentId) {
  return componentWhere(db, organizationId, eq(component.id, id));
}

async function environmentWhere(db: Queryable, organizationId: OrganizationId, which: SQL) {
  const [row] = await db
    .select()
    .from(environment)
    .where(and(eq(environment.organizationId, organizationId), which));
  return row;
}

export async function findEnvironment(db: Queryable, organizationId: OrganizationId, slug: string) {
  return environmentWhere(db, organizationId, eq(environment.slug, slug));
}

export async function findEnvironmentById(db: Queryable, organizationId: OrganizationId, id: EnvironmentId) {
  return environmentWhere(db, organizationId, eq(environment.id, id));
}

export type Environment = NonNullable<Awaited<ReturnType<typeof findEnvironment>>>;

/** Where `deploy` goes: the first environment by position. */
export async function firstEnvironment(db: Queryable, organizationId: OrganizationId) {
  const [row] = await db
    .select()
    .from(environment)
    .where(eq(environment.organizationId, organizationId))
    .orderBy(environment.position)
    .limit(1);
  return row;
}

export async function pathExists(
  db: Queryable,
  organizationId: OrganizationId,
  from: EnvironmentId,
  to: EnvironmentId,
): Promise<boolean> {
  const p = promotionPath;
  const rows = await db
    .select({ to: p.toEnvironmentId })
    .from(p)
    .where(
      and(eq(p.organizationId, organizationId), eq(p.fromEnvironmentId, from), eq(p.toEnvironmentId, to)),
    );
  return rows.length > 0;
}

export async function findBuild(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  by: { number: number } | { id: BuildId },
) {
  const which = "id" in by ? eq(build.id, by.id) : eq(build.number, by.number);
  const [row] = await db
    .select()
    .from(build)
    .where(and(eq(build.organizationId, organizationId), eq(build.componentId, componentId), which));
  return row;
}

const deployed = {
  id: deployment.id,
  state: deployment.state,
  health: deployment.health,
  rolledBackAt: deployment.rolledBackAt,
  finishedAt: deployment.finishedAt,
  build: { id: build.id, number: build.number, digest: build.digest },
  configuration: {
    id: configurationVersion.id,
    version: configurationVersion.version,
    hash: configurationVersion.hash,
  },
};

function deployments(db: Queryable, { organizationId, componentId, environmentId }: Place, ...more: SQL[]) {
  const d = deployment;
  return db
    .select(deployed)
    .from(d)
    .innerJoin(build, and(eq(build.organizationId, d.organizationId), eq(build.id, d.buildId)))
    .innerJoin(
      configurationVersion,
      and(
        eq(configurationVersion.organizationId, d.organizationId),
        eq(configurationVersion.id, d.configurationId),
      ),
    )
    .where(
      and(
        eq(d.organizationId, organizationId),
        eq(d.componentId, componentId),
        eq(d.environmentId, environmentId),
        ...more,
      ),
    )
    .orderBy(desc(d.createdAt), desc(d.id))
    .limit(1);
}

/** What is live in a place (its last succeeded deployment), and the configuration saved last there. */
export async function readLive(db: Queryable, place: Place) {
  const ce = componentEnvironment;
  const [row] = await db
    .select({ liveId: ce.liveDeploymentId, savedConfigurationId: ce.savedConfigurationId, drift: ce.drift })
    .from(ce)
    .where(
      and(
        eq(ce.organizationId, place.organizationId),
        eq(ce.componentId, place.componentId),
        eq(ce.environmentId, place.environmentId),
      ),
    );
  const [live] = row?.liveId ? await deployments(db, place, eq(deployment.id, row.liveId)) : [];
  return {
    live: live ?? null,
    savedConfigurationId: row?.savedConfigurationId ?? null,
    drift: row?.drift ?? null,
  };
}

/** The last deployment of a build in a place, whatever became of it. */
export async function lastDeploymentOf(db: Queryable, place: Place, buildId: BuildId) {
  const [row] = await deployments(db, place, eq(deployment.buildId, buildId));
  return row;
}

/** The last deployment of a build that succeeded in a place: what a rollback goes back to. */
export async function lastSuccessOf(db: Queryable, place: Place, buildId: BuildId) {
  const [row] = await deployments(
    db,
    place,
    eq(deployment.buildId, buildId),
    eq(deployment.state, "succeeded"),
  );
  return row;
}

export async function isDeploying(db: Queryable, place: Place): Promise<boolean> {
  const [row] = await deployments(db, place, eq(deployment.state, "running"));
  return row !== undefined;
}
