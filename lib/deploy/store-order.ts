import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalRequest, deployment, member, vote } from "@/db/schema";
import { readConfiguration } from "@/lib/catalog/store-configuration";
import type { DeploymentId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import { selectDeployments } from "./store-joined";

/** Everything a driver needs to know about a deployment. */
export async function readOrder(db: Queryable, organizationId: OrganizationId, id: DeploymentId) {
  const [row] = await selectDeployments(db).where(
    and(eq(deployment.organizationId, organizationId), eq(deployment.id, id)),
  );
  const held = row && (await readConfiguration(db, organizationId, row.deployment.configurationId));
  return row && held && { ...row, project: row.project.slug, configuration: held.entries };
}

/** Under which request something ships: who approved it, and who overrode them. */
export async function readApproval(db: Queryable, organizationId: OrganizationId, requestId: RequestId) {
  const [approvers, [overriddenBy]] = await Promise.all([
    listApprovers(db, organizationId, requestId),
    findOverrider(db, organizationId, requestId),
  ]);
  return { approvers, overriddenBy: overriddenBy ?? null };
}

function findOverrider(db: Queryable, organizationId: OrganizationId, requestId: RequestId) {
  return db
    .select({ name: member.name, email: member.email })
    .from(approvalRequest)
    .innerJoin(
      member,
      and(
        eq(member.organizationId, approvalRequest.organizationId),
        sql`${member.id} = ${approvalRequest.closedBy} ->> 'memberId'`,
      ),
    )
    .where(
      and(
        eq(approvalRequest.organizationId, organizationId),
        eq(approvalRequest.id, requestId),
        eq(approvalRequest.overridden, true),
      ),
    );
}

/** Who approved a request: the voters whose approvals counted, in the order of their votes. */
async function listApprovers(db: Queryable, organizationId: OrganizationId, requestId: RequestId) {
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
