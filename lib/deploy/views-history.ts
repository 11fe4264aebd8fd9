import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  approvalRequest,
  build,
  componentEnvironment,
  configurationVersion,
  deployment,
  environment,
  member,
} from "@/db/schema";
import type { BuildId, ComponentId, DeploymentId, EnvironmentId, OrganizationId } from "@/lib/kernel/ids";
import { approvers, ofDeployment, overriddenBy, starter } from "./store-joined";

const d = deployment;
const r = approvalRequest;
const ce = componentEnvironment;

/** No later deployment of the same build succeeded there: going back to the build goes back to this one. */
const isLastSuccess = sql<boolean>`(${d.state} = 'succeeded' and not exists (select 1 from deployment later
  where later.organization_id = ${d.organizationId} and later.component_id = ${d.componentId}
    and later.environment_id = ${d.environmentId} and later.build_id = ${d.buildId} and later.state = 'succeeded'
    and (later.created_at, later.id) > (${d.createdAt}, ${d.id})))`;

/** A component's deployments: into one environment, or of one build. */
export interface HistoryOf {
  organizationId: OrganizationId;
  componentId: ComponentId;
  environmentId?: EnvironmentId;
  buildId?: BuildId;
}

/**
 * Deployments newest first, those before the one named `before`, whatever became of them: who, when, under which request.
 */
export async function deploymentHistory(
  db: Queryable,
  { organizationId, componentId, environmentId, buildId }: HistoryOf,
  { before, take }: { before: string | null; take: number },
) {
  const older: SQL | undefined =
    before === null
      ? undefined
      : sql`(${d.createdAt}, ${d.id}) < (select c.created_at, c.id from deployment c
          where c.organization_id = ${organizationId} and c.id = ${before})`;
  return db
    .select({
      id: d.id,
      kind: d.kind,
      state: d.state,
      health: d.health,
      rolledBackAt: d.rolledBackAt,
      failure: d.failure,
      reference: d.reference,
      gateNote: d.gateNote,
      createdAt: d.createdAt,
      build: build.number,
      configuration: configurationVersion.version,
      environment: {
        slug: environment.slug,
        name: environment.name,
        trustDelivery: environment.trustDelivery,
      },
      by: starter,
      request: r.number,
      approvers,
      overriddenBy,
      isLive: sql<boolean>`${ce.liveDeploymentId} is not distinct from ${d.id}`,
      isLastSuccess,
    })
    .from(d)
    .innerJoin(
      ce,
      and(
        eq(ce.organizationId, d.organizationId),
        eq(ce.componentId, d.componentId),
        eq(ce.environmentId, d.environmentId),
      ),
    )
    .innerJoin(build, ofDeployment.build)
    .innerJoin(configurationVersion, ofDeployment.configuration)
    .innerJoin(environment, ofDeployment.environment)
    .innerJoin(member, ofDeployment.starter)
    .leftJoin(r, ofDeployment.request)
    .where(
      and(
        eq(d.organizationId, organizationId),
        eq(d.componentId, componentId),
        environmentId ? eq(d.environmentId, environmentId) : undefined,
        buildId ? eq(d.buildId, buildId) : undefined,
        older,
      ),
    )
    .orderBy(desc(d.createdAt), desc(d.id))
    .limit(take);
}

export type HistoryRow = Awaited<ReturnType<typeof deploymentHistory>>[number];

const mostLines = 40;

/** The last lines that the drivers of these deployments said, in order; by deployment. */
export async function readLogs(db: Queryable, organizationId: OrganizationId, ids: DeploymentId[]) {
  if (ids.length === 0) return new Map<DeploymentId, string[]>();
  const { rows } = await db.execute<{ id: DeploymentId; lines: string[] }>(sql`
    select w.id, array_agg(l.line order by l.sequence) as lines from unnest(${sql.param(ids)}::text[]) as w(id)
    cross join lateral (select p.line, p.sequence from deployment_progress p where p.organization_id = ${organizationId}
      and p.deployment_id = w.id order by p.sequence desc limit ${mostLines}) l group by w.id`);
  return new Map(rows.map(({ id, lines }) => [id, lines]));
}

/** Where these builds of a component are live now, in promotion order. */
export async function placesOfBuilds(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  buildIds: BuildId[],
) {
  if (buildIds.length === 0) return [];
  return db
    .select({
      buildId: d.buildId,
      environment: {
        slug: environment.slug,
        name: environment.name,
        trustDelivery: environment.trustDelivery,
      },
      health: d.health,
      rolledBackAt: d.rolledBackAt,
      finishedAt: d.finishedAt,
    })
    .from(ce)
    .innerJoin(d, and(eq(d.organizationId, ce.organizationId), eq(d.id, ce.liveDeploymentId)))
    .innerJoin(
      environment,
      and(eq(environment.organizationId, ce.organizationId), eq(environment.id, ce.environmentId)),
    )
    .where(
      and(
        eq(ce.organizationId, organizationId),
        eq(ce.componentId, componentId),
        inArray(d.buildId, buildIds),
      ),
    )
    .orderBy(environment.position);
}
