import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  approvalRequest,
  build,
  buildCommit,
  componentEnvironment,
  configurationVersion,
  deployment,
  deploymentProgress,
  environment,
  member,
} from "@/db/schema";
import type { BuildId, ComponentId, DeploymentId, EnvironmentId, OrganizationId } from "@/lib/kernel/ids";
import { overriddenBy } from "./store-joined";

const ce = componentEnvironment;
const d = deployment;
const saved = sql.identifier("saved");

/** A column of the configuration that was saved last for a place. */
function ofSaved<T>(column: "hash" | "version") {
  return sql<T | null>`(select ${saved}.${sql.identifier(column)} from ${configurationVersion} ${saved}
    where ${saved}.organization_id = ${ce.organizationId} and ${saved}.id = ${ce.savedConfigurationId})`;
}

/** The head commit of the joined build, as the pipeline reported it; null when it said nothing of it. */
const headCommit = sql<{ message: string; author: string } | null>`(
  select json_build_object('message', split_part(${buildCommit.message}, E'\n', 1), 'author', ${buildCommit.authorName})
  from ${buildCommit} where ${buildCommit.organizationId} = ${build.organizationId} and ${buildCommit.buildId} = ${build.id}
    and ${buildCommit.sha} = ${build.commitSha} limit 1)`;

/** Every place of these components in promotion order: the environment, what is live there, what was saved last. */
export async function readPlaces(db: Queryable, organizationId: OrganizationId, componentIds: ComponentId[]) {
  const rows = await db
    .select({
      componentId: ce.componentId,
      environment: {
        id: environment.id,
        slug: environment.slug,
        name: environment.name,
        critical: environment.critical,
        trustDelivery: environment.trustDelivery,
        endpoint: environment.endpoint,
      },
      drift: ce.drift,
      saved: {
        id: ce.savedConfigurationId,
        hash: ofSaved<string>("hash"),
        version: ofSaved<number>("version"),
      },
      live: {
        id: d.id,
        kind: d.kind,
        health: d.health,
        rolledBackAt: d.rolledBackAt,
        gateNote: d.gateNote,
        finishedAt: d.finishedAt,
      },
      build: { number: build.number, digest: build.digest, commit: build.commitSha, url: build.sourceUrl },
      head: headCommit,
      configuration: {
        id: configurationVersion.id,
        version: configurationVersion.version,
        hash: configurationVersion.hash,
      },
      startedBy: member.name,
      requestNumber: approvalRequest.number,
      overriddenBy,
    })
    .from(ce)
    .innerJoin(
      environment,
      and(eq(environment.organizationId, ce.organizationId), eq(environment.id, ce.environmentId)),
    )
    .leftJoin(d, and(eq(d.organizationId, ce.organizationId), eq(d.id, ce.liveDeploymentId)))
    .leftJoin(build, and(eq(build.organizationId, d.organizationId), eq(build.id, d.buildId)))
    .leftJoin(
      configurationVersion,
      and(
        eq(configurationVersion.organizationId, d.organizationId),
        eq(configurationVersion.id, d.configurationId),
      ),
    )
    .leftJoin(member, and(eq(member.organizationId, d.organizationId), eq(member.id, d.startedBy)))
    .leftJoin(
      approvalRequest,
      and(eq(approvalRequest.organizationId, d.organizationId), eq(approvalRequest.id, d.requestId)),
    )
    .where(and(eq(ce.organizationId, organizationId), inArray(ce.componentId, componentIds)))
    .orderBy(asc(environment.position));
  return rows.map(
    ({ live, build: shipped, head, configuration, startedBy, requestNumber, overriddenBy, ...place }) => ({
      ...place,
      live:
        live && shipped && configuration
          ? {
              ...live,
              build: shipped.number,
              digest: shipped.digest,
              commit: shipped.commit,
              sourceUrl: shipped.url,
              configuration: configuration.version,
              configurationId: configuration.id,
              configurationHash: configuration.hash,
              head,
              startedBy: startedBy ?? "somebody",
              requestNumber,
              overriddenBy,
            }
          : null,
    }),
  );
}

export type PlaceRow = Awaited<ReturnType<typeof readPlaces>>[number];

/** The newest deployment into every place of these components, whatever became of it. */
export async function readLastAttempts(
  db: Queryable,
  organizationId: OrganizationId,
  componentIds: ComponentId[],
) {
  const last = db
    .select()
    .from(d)
    .where(
      and(
        eq(d.organizationId, ce.organizationId),
        eq(d.componentId, ce.componentId),
        eq(d.environmentId, ce.environmentId),
      ),
    )
    .orderBy(desc(d.createdAt), desc(d.id))
    .limit(1)
    .as("last");
  return db
    .select({
      id: last.id,
      componentId: last.componentId,
      environmentId: last.environmentId,
      state: last.state,
      failure: last.failure,
      createdAt: last.createdAt,
      finishedAt: last.finishedAt,
      build: build.number,
      use: approvalRequest.use,
      lapsesAt: approvalRequest.lapsesAt,
    })
    .from(ce)
    .innerJoinLateral(last, sql`true`)
    .innerJoin(build, and(eq(build.organizationId, last.organizationId), eq(build.id, last.buildId)))
    .leftJoin(
      approvalRequest,
      and(eq(approvalRequest.organizationId, last.organizationId), eq(approvalRequest.id, last.requestId)),
    )
    .where(and(eq(ce.organizationId, organizationId), inArray(ce.componentId, componentIds)));
}

export type AttemptRow = Awaited<ReturnType<typeof readLastAttempts>>[number];

/** What the drivers of these deployments have said, in order. */
export async function readProgressLines(db: Queryable, organizationId: OrganizationId, ids: DeploymentId[]) {
  if (ids.length === 0) return [];
  const p = deploymentProgress;
  return db
    .select({ deploymentId: p.deploymentId, at: p.at, text: p.line })
    .from(p)
    .where(and(eq(p.organizationId, organizationId), inArray(p.deploymentId, ids)))
    .orderBy(asc(p.sequence))
    .limit(1000);
}

/** A build in a source that an approval would ship from there. */
export interface ShippedFrom {
  componentId: ComponentId;
  environmentId: EnvironmentId;
  buildId: BuildId;
}

/** The last deployment of each of these builds in its source, whatever became of it; by build. */
export async function readLastOfBuilds(db: Queryable, organizationId: OrganizationId, wanted: ShippedFrom[]) {
  if (wanted.length === 0) return [];
  const { rows } = await db.execute<
    ShippedFrom &
      Pick<typeof d.$inferSelect, "state" | "health"> & { rolledBackAt: string | null } & Record<
        string,
        unknown
      >
  >(sql`
    select w."componentId", w."environmentId", w."buildId", l.state, l.health, l.rolled_back_at as "rolledBackAt"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w("componentId" text, "environmentId" text, "buildId" text)
    cross join lateral (select * from deployment x where x.organization_id = ${organizationId} and x.component_id = w."componentId"
      and x.environment_id = w."environmentId" and x.build_id = w."buildId" order by x.created_at desc, x.id desc limit 1) l`);
  return rows;
}
