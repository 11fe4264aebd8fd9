import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import {
  approvalRequest,
  build,
  component,
  componentEnvironment,
  configurationVersion,
  deployment,
  deploymentProgress,
  effect,
  environment,
  member,
  organization,
  project,
  vote,
} from "@/db/schema";
import type { PromotionFingerprint } from "@/lib/approvals/core/fingerprint";
import type { PromotionSubject } from "@/lib/approvals/core/request-subject";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import type { Place } from "@/lib/catalog/store-configuration";
import type {
  ConfigurationId,
  DeploymentId,
  EnvironmentId,
  EventId,
  OrganizationId,
  RequestId,
} from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { promiseOfDeployment } from "@/lib/webhooks/store-promises";

export type DeploymentRow = typeof deployment.$inferSelect;

/** Inserts a deployment and promises its run. Only `begin-deployment` calls this: it is where the gate is checked. */
export async function insertDeployment(
  tx: Transaction,
  row: typeof deployment.$inferInsert,
  promisedBy: EventId | null,
): Promise<void> {
  await tx.insert(deployment).values(row);
  await tx.insert(effect).values({
    id: newId("eff"),
    organizationId: row.organizationId,
    // A deployment that nothing gated has no event: it promises its own run.
    eventId: promisedBy ?? (row.id as string as EventId),
    kind: "deployment.run",
    recipient: row.id,
    payload: { deploymentId: row.id },
  });
  await promiseOfDeployment(tx, row, "deployment.started");
}

export async function findDeployment(db: Queryable, organizationId: OrganizationId, id: DeploymentId) {
  const [row] = await db
    .select()
    .from(deployment)
    .where(and(eq(deployment.organizationId, organizationId), eq(deployment.id, id)));
  return row;
}

/** The newest deployment into a place, whatever became of it. */
export async function latestDeployment(db: Queryable, { organizationId, componentId, environmentId }: Place) {
  const d = deployment;
  const [row] = await db
    .select()
    .from(d)
    .where(
      and(
        eq(d.organizationId, organizationId),
        eq(d.componentId, componentId),
        eq(d.environmentId, environmentId),
      ),
    )
    .orderBy(desc(d.createdAt), desc(d.id))
    .limit(1);
  return row;
}

export async function updateDeployment(
  tx: Transaction,
  row: Pick<DeploymentRow, "organizationId" | "id">,
  change: Partial<DeploymentRow>,
): Promise<void> {
  await tx
    .update(deployment)
    .set(change)
    .where(and(eq(deployment.organizationId, row.organizationId), eq(deployment.id, row.id)));
}

export async function updatePlace(
  tx: Queryable,
  place: Place,
  change: Partial<
    Pick<typeof componentEnvironment.$inferInsert, "liveDeploymentId" | "savedConfigurationId" | "drift">
  >,
): Promise<void> {
  const ce = componentEnvironment;
  await tx
    .update(ce)
    .set(change)
    .where(
      and(
        eq(ce.organizationId, place.organizationId),
        eq(ce.componentId, place.componentId),
        eq(ce.environmentId, place.environmentId),
      ),
    );
}

export async function addProgress(
  db: Queryable,
  { organizationId, id: deploymentId }: Pick<DeploymentRow, "organizationId" | "id">,
  line: string,
): Promise<void> {
  await db.insert(deploymentProgress).values({ organizationId, deploymentId, line });
}

/** Everything a driver needs to know about a deployment, in one row. */
export async function readOrder(db: Queryable, organizationId: OrganizationId, id: DeploymentId) {
  const d = deployment;
  const [row] = await db
    .select({
      deployment: d,
      organization: organization.slug,
      project: project.slug,
      component: component.slug,
      environment,
      build: { number: build.number, image: build.image, digest: build.digest, commit: build.commitSha },
      configuration: configurationVersion.entries,
      startedBy: { name: member.name, email: member.email },
      requestNumber: approvalRequest.number,
    })
    .from(d)
    .innerJoin(organization, eq(organization.id, d.organizationId))
    .innerJoin(
      component,
      and(eq(component.organizationId, d.organizationId), eq(component.id, d.componentId)),
    )
    .innerJoin(
      project,
      and(eq(project.organizationId, d.organizationId), eq(project.id, component.projectId)),
    )
    .innerJoin(
      environment,
      and(eq(environment.organizationId, d.organizationId), eq(environment.id, d.environmentId)),
    )
    .innerJoin(build, and(eq(build.organizationId, d.organizationId), eq(build.id, d.buildId)))
    .innerJoin(
      configurationVersion,
      and(
        eq(configurationVersion.organizationId, d.organizationId),
        eq(configurationVersion.id, d.configurationId),
      ),
    )
    .innerJoin(member, and(eq(member.organizationId, d.organizationId), eq(member.id, d.startedBy)))
    .leftJoin(
      approvalRequest,
      and(eq(approvalRequest.organizationId, d.organizationId), eq(approvalRequest.id, d.requestId)),
    )
    .where(and(eq(d.organizationId, organizationId), eq(d.id, id)));
  return row;
}

/** Who approved a request: the voters whose approvals counted, in the order of their votes. */
export async function listApprovers(db: Queryable, organizationId: OrganizationId, requestId: RequestId) {
  return db
    .select({ name: member.name, email: member.email })
    .from(vote)
    .innerJoin(member, and(eq(member.organizationId, vote.organizationId), eq(member.id, vote.voterId)))
    .where(
      and(
        eq(vote.organizationId, organizationId),
        eq(vote.requestId, requestId),
        eq(vote.decision, "approve"),
        sql`${vote.replacedAt} is null`,
      ),
    )
    .orderBy(vote.sequence);
}

/** The failed attempts that a retry goes back to, newest first: one of them may have arrived after all. */
export async function listEarlierAttempts(
  db: Queryable,
  organizationId: OrganizationId,
  id: DeploymentId,
): Promise<DeploymentId[]> {
  const { rows } = await db.execute<{ id: DeploymentId }>(sql`with recursive attempt as (
      select retry_of from deployment where organization_id = ${organizationId} and id = ${id}
      union all select d.retry_of from deployment d join attempt a on d.id = a.retry_of where d.organization_id = ${organizationId}
    ) select retry_of as id from attempt where retry_of is not null`);
  return rows.map((row) => row.id);
}

/**
 * Who took the gate away from this place last, and when: by turning the workflow off, by a binding, or by unmarking the
 * environment (engine.md, rule 11). Undefined where nothing ever gated it. The record's words are those of `ungatedInWords`.
 */
export async function readUngating(db: Queryable, { organizationId, componentId, environmentId }: Place) {
  const { rows } = await db.execute<{ by: string; at: string }>(sql`
    select e.actor ->> 'name' as by, to_json(e.at) as at from audit_event e
      join environment v on v.organization_id = e.organization_id and v.id = ${environmentId}
      join component c on c.organization_id = e.organization_id and c.id = ${componentId}
      join project p on p.organization_id = c.organization_id and p.id = c.project_id
    where e.organization_id = ${organizationId} and (
      (e.type = 'environment.changed' and e.data ->> 'environment' = v.slug
        and e.data #>> '{before,critical}' = 'true' and e.data #>> '{after,critical}' = 'false')
      or (jsonb_typeof(e.data -> 'ungated') = 'array' and e.data ->> 'workflow' = 'environment-promotion'
        and e.data -> 'ungated' ?| array['Every way into ' || v.name, p.name || ' into ' || v.name, c.name || ' into ' || v.name]))
    order by e.sequence desc limit 1`);
  return rows[0];
}

/** Was the configuration saved last after what a deployment ships was fixed: when its request was opened, or it began? */
export async function wasSavedSince(
  db: Queryable,
  { organizationId, id }: Pick<DeploymentRow, "organizationId" | "id">,
  saved: ConfigurationId,
): Promise<boolean> {
  const { rows } = await db.execute<{ later: boolean }>(sql`
    select c.created_at > coalesce(r.opened_at, d.created_at) as later from deployment d
      join configuration_version c on c.organization_id = d.organization_id and c.id = ${saved}
      left join approval_request r on r.organization_id = d.organization_id and r.id = d.request_id
    where d.organization_id = ${organizationId} and d.id = ${id}`);
  return rows[0]?.later ?? false;
}

/** Requests for a place whose approval is bound to what was live there: open, or ready to be used. By number. */
export async function listBoundToBase(
  tx: Transaction,
  { organizationId, componentId, environmentId }: Place,
) {
  const r = approvalRequest;
  return tx
    .select({ number: r.number, base: sql<PromotionFingerprint["base"]>`${r.fingerprintInput} -> 'base'` })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        sql`${r.fingerprintInput} ? 'base'`,
        eq(r.componentId, componentId),
        eq(r.toEnvironmentId, environmentId),
        sql`(${r.closedAt} is null or ${r.use} = 'ready')`,
      ),
    )
    .orderBy(r.number);
}

/**
 * The approval by which a deployment that names no request may go: one for just this before others, ready before being
 * used right now, the newest. One that does not fit is answered too: using it says in what it differs.
 */
export async function findGrant(
  tx: Transaction,
  { organizationId, componentId, environmentId }: Place,
  wish: { kind: DeploymentKind; from: { id: EnvironmentId } | null; build?: number | undefined },
) {
  const r = approvalRequest;
  const [row] = await tx
    .select({ number: r.number })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.componentId, componentId),
        eq(r.toEnvironmentId, environmentId),
        inArray(r.use, ["ready", "running"]),
      ),
    )
    .orderBy(
      desc(
        sql`${r.subject} ->> 'kind' = ${wish.kind} and ${r.fromEnvironmentId} = ${wish.from?.id ?? environmentId}
          and (${r.subject} -> 'build' ->> 'number')::int = coalesce(${wish.build ?? null}::int, (${r.subject} -> 'build' ->> 'number')::int)`,
      ),
      sql`${r.use} <> 'ready'`,
      desc(r.number),
    )
    .limit(1);
  return row;
}

/** What a request asks for. Fixed when it was opened, so it may be read before its lock. */
export async function readSubject(db: Queryable, organizationId: OrganizationId, number: number) {
  const r = approvalRequest;
  const [row] = await db
    .select({ id: r.id, subject: r.subject, rules: r.rules })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.number, number),
        eq(r.workflow, "environment-promotion"),
      ),
    );
  return row && { ...row, subject: row.subject as PromotionSubject };
}

export async function readRequestNumber(
  db: Queryable,
  organizationId: OrganizationId,
  id: RequestId,
): Promise<number | undefined> {
  const r = approvalRequest;
  const [row] = await db
    .select({ number: r.number })
    .from(r)
    .where(and(eq(r.organizationId, organizationId), eq(r.id, id)));
  return row?.number;
}
