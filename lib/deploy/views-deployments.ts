import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  approvalRequest,
  build,
  component,
  configurationVersion,
  deployment,
  deploymentProgress,
  environment,
  member,
  project,
} from "@/db/schema";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import type { ComponentId, DeploymentId, MemberId, OrganizationId, ProjectId } from "@/lib/kernel/ids";
import { isHealthy } from "./core/health";

/** One attempt to make a build and a configuration live, with the names of everything it concerns. */
export interface DeploymentView {
  id: DeploymentId;
  projectId: ProjectId;
  project: string;
  component: string;
  environment: string;
  kind: DeploymentKind;
  build: { number: number; image: string; digest: string; commit: string };
  configuration: { version: number; hash: string };
  state: "running" | "succeeded" | "failed";
  health: "unknown" | "healthy" | "unhealthy";
  /** Counts as running healthily; nothing that was rolled back or only delivered does, unless delivery is trusted. */
  healthy: boolean;
  gate: "grant" | "exempt" | "open";
  gateNote: string | null;
  /** The number of the request whose approval it used. */
  request: number | null;
  retryOf: DeploymentId | null;
  reference: string | null;
  failure: string | null;
  startedBy: { id: MemberId; name: string };
  createdAt: Date;
  finishedAt: Date | null;
  rolledBackAt: Date | null;
}

/** Newest first; of one component, or the one of that id. */
export async function deploymentsOf(
  db: Queryable,
  organizationId: OrganizationId,
  of: { componentId: ComponentId } | { id: DeploymentId },
  { before, take }: { before: string | null; take: number },
): Promise<DeploymentView[]> {
  const d = deployment;
  const rows = await db
    .select({
      id: d.id,
      projectId: project.id,
      project: project.slug,
      component: component.slug,
      environment: { slug: environment.slug, trustDelivery: environment.trustDelivery },
      kind: d.kind,
      build: { number: build.number, image: build.image, digest: build.digest, commit: build.commitSha },
      configuration: { version: configurationVersion.version, hash: configurationVersion.hash },
      state: d.state,
      health: d.health,
      gate: d.gate,
      gateNote: d.gateNote,
      request: approvalRequest.number,
      retryOf: d.retryOf,
      reference: d.reference,
      failure: d.failure,
      startedBy: { id: member.id, name: member.name },
      createdAt: d.createdAt,
      finishedAt: d.finishedAt,
      rolledBackAt: d.rolledBackAt,
    })
    .from(d)
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
    .where(
      and(
        eq(d.organizationId, organizationId),
        "id" in of ? eq(d.id, of.id) : eq(d.componentId, of.componentId),
        before === null ? undefined : lt(d.id, before as DeploymentId),
      ),
    )
    .orderBy(desc(d.id))
    .limit(take);
  return rows.map(({ environment: { slug, trustDelivery }, ...row }) => {
    const healthy = row.state === "succeeded" && isHealthy(row, trustDelivery);
    return { ...row, environment: slug, healthy };
  });
}

/** What a deployment's driver said while it ran, in order. */
export async function progressOf(
  db: Queryable,
  organizationId: OrganizationId,
  id: DeploymentId,
): Promise<{ at: Date; line: string }[]> {
  const p = deploymentProgress;
  return db
    .select({ at: p.at, line: p.line })
    .from(p)
    .where(and(eq(p.organizationId, organizationId), eq(p.deploymentId, id)))
    .orderBy(asc(p.sequence))
    .limit(1000);
}
