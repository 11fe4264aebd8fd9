import { and, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  approvalRequest,
  build,
  component,
  configurationVersion,
  deployment,
  environment,
  member,
  organization,
  project,
} from "@/db/schema";

const d = deployment;

/** What a deployment's row leads to: each as the condition of a join. */
export const ofDeployment = {
  build: and(eq(build.organizationId, d.organizationId), eq(build.id, d.buildId)),
  configuration: and(
    eq(configurationVersion.organizationId, d.organizationId),
    eq(configurationVersion.id, d.configurationId),
  ),
  environment: and(eq(environment.organizationId, d.organizationId), eq(environment.id, d.environmentId)),
  starter: and(eq(member.organizationId, d.organizationId), eq(member.id, d.startedBy)),
  request: and(eq(approvalRequest.organizationId, d.organizationId), eq(approvalRequest.id, d.requestId)),
};

/** Who decided the request that is joined instead of its approvers, by the name of then; null where nobody did. */
export const overriddenBy = sql<
  string | null
>`case when ${approvalRequest.overridden} then ${approvalRequest.closedBy} ->> 'name' end`;

/** Who approved the request that is joined, of the votes that counted, by what the record says they were called then. */
export const approvers = sql<
  string[]
>`coalesce((select array_agg(distinct e.data -> 'names' ->> 'voter') from vote v
  join request_event e on e.organization_id = v.organization_id and e.request_id = v.request_id and e.sequence = v.sequence
  where v.organization_id = ${approvalRequest.organizationId} and v.request_id = ${approvalRequest.id}
    and v.decision = 'approve' and v.replaced_at is null), '{}')`;

/**
 * What the member who is joined was called when the request was opened, or when something was done that `or` names: as
 * its record says it. Without a request, or where that names somebody else, what they are called now (decision 36).
 */
export function calledThen(request: SQLWrapper, or: SQL = sql`false`): SQL<string> {
  const then = sql`coalesce(case when e.actor ->> 'memberId' = ${member.id} then e.actor ->> 'name' end,
    e.data -> 'names' ->> ${member.id})`;
  return sql<string>`coalesce((select ${then} from request_event e
    where e.organization_id = ${member.organizationId} and e.request_id = ${request} and (e.sequence = 1 or ${or})
      and ${then} is not null order by e.sequence desc limit 1), ${member.name})`;
}

/** The same of whoever started a deployment: under a request, when its approval was used. */
export const starter = calledThen(
  d.requestId,
  sql`e.type = 'approval.used' and e.data ->> 'useId' = ${d.useId}`,
);

/** Deployments with everything that each concerns; a request only where one was approved for it. */
export function selectDeployments(db: Queryable) {
  return db
    .select({
      deployment: d,
      organization: organization.slug,
      project: { id: project.id, slug: project.slug },
      component: component.slug,
      environment,
      build: { number: build.number, image: build.image, digest: build.digest, commit: build.commitSha },
      configuration: { version: configurationVersion.version, hash: configurationVersion.hash },
      startedBy: { id: member.id, name: member.name, email: member.email },
      request: approvalRequest.number,
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
    .innerJoin(environment, ofDeployment.environment)
    .innerJoin(build, ofDeployment.build)
    .innerJoin(configurationVersion, ofDeployment.configuration)
    .innerJoin(member, ofDeployment.starter)
    .leftJoin(approvalRequest, ofDeployment.request);
}
