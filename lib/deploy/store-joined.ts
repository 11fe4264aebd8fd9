import { and, eq } from "drizzle-orm";
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

/** Deployments with everything that each concerns; a request only where one was approved for it. */
export function selectDeployments(db: Queryable) {
  const d = deployment;
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
    );
}
