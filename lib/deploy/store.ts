import { and, desc, eq, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { componentEnvironment, deployment, deploymentProgress, effect } from "@/db/schema";
import type { Place } from "@/lib/catalog/store-configuration";
import type { ConfigurationId, DeploymentId, EventId, OrganizationId } from "@/lib/kernel/ids";
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
