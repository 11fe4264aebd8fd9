import { and, eq, sql } from "drizzle-orm";
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

/** Who approved the request that is joined, by name, of the votes that counted. */
export const approvers = sql<string[]>`coalesce((select array_agg(distinct m.name) from vote v
  join member m on m.organization_id = v.organization_id and m.id = v.voter_id
  where v.organization_id = ${approvalRequest.organizationId} and v.request_id = ${approvalRequest.id}
    and v.decision = 'approve' and v.replaced_at is null), '{}')`;

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
