import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { deployment, deploymentProgress } from "@/db/schema";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import type { ComponentId, DeploymentId, MemberId, OrganizationId, ProjectId } from "@/lib/kernel/ids";
import { isHealthy } from "./core/health";
import { selectDeployments } from "./store-joined";

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
  const rows = await selectDeployments(db)
    .where(
      and(
        eq(d.organizationId, organizationId),
        "id" in of ? eq(d.id, of.id) : eq(d.componentId, of.componentId),
        before === null ? undefined : lt(d.id, before as DeploymentId),
      ),
    )
    .orderBy(desc(d.id))
    .limit(take);
  return rows.map(viewOf);
}

type Row = Awaited<ReturnType<typeof selectDeployments>>[number];

function viewOf({ deployment: row, project, environment, ...rest }: Row): DeploymentView {
  const { component, build, configuration, request, startedBy } = rest;
  return {
    id: row.id,
    projectId: project.id,
    project: project.slug,
    component,
    environment: environment.slug,
    kind: row.kind,
    build,
    configuration,
    state: row.state,
    health: row.health,
    healthy: row.state === "succeeded" && isHealthy(row, environment.trustDelivery),
    gate: row.gate,
    gateNote: row.gateNote,
    request,
    retryOf: row.retryOf,
    reference: row.reference,
    failure: row.failure,
    startedBy: { id: startedBy.id, name: startedBy.name },
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    rolledBackAt: row.rolledBackAt,
  };
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
