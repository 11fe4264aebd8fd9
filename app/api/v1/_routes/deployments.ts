import { z } from "zod";
import { deploymentKinds } from "@/lib/approvals/core/vocabulary";
import { pageQuery } from "@/lib/catalog/input";
import { deploymentInput, progressInput } from "@/lib/deploy/input";
import { loadDeployment, loadDeployments } from "@/lib/deploy/loaders-deployments";
import { recordProgress } from "@/lib/deploy/record-progress";
import { retryDeployment } from "@/lib/deploy/retry-deployment";
import { startDeployment } from "@/lib/deploy/start-deployment";
import type { Caller } from "@/lib/directory/caller";
import type { DeploymentId } from "@/lib/kernel/ids";
import type { Result } from "@/lib/kernel/result";
import { type RouteDatabase, route } from "@/lib/transport/http";
import { instant, named, pageOf } from "./schemas";

const fields = {
  id: z.string(),
  project: z.string(),
  component: z.string(),
  environment: z.string(),
  kind: z.enum(deploymentKinds),
  build: z.object({ number: z.int(), image: z.string(), digest: z.string(), commit: z.string() }),
  configuration: z.object({ version: z.int(), hash: z.string() }),
  state: z.enum(["running", "succeeded", "failed"]),
  health: z.enum(["unknown", "healthy", "unhealthy"]),
  healthy: z.boolean().meta({ description: "Counts as running healthily" }),
  gate: z
    .enum(["grant", "exempt", "open"])
    .meta({ description: "Why it was allowed: an approval, its kind, or nothing gates the environment" }),
  gateNote: z.string().nullable(),
  request: z.int().nullable().meta({ description: "The request whose approval it used" }),
  retryOf: z.string().nullable(),
  reference: z.string().nullable().meta({ description: "Where the delivery can be seen: the commit" }),
  failure: z.string().nullable(),
  startedBy: named,
  createdAt: instant,
  finishedAt: instant.nullable(),
  rolledBackAt: instant.nullable(),
};
const item = z.object(fields).meta({ id: "DeploymentItem" });
const deployment = z
  .object({ ...fields, progress: z.array(z.object({ at: instant, line: z.string() })) })
  .meta({ id: "Deployment" });

const tag = "Deployments";
const ofComponent = "/projects/{project}/components/{component}/deployments";

/** What was started, as it is now: whoever started it is told, also with a token that may read nothing else. */
async function answered(db: RouteDatabase, caller: Caller, result: Result<DeploymentId>) {
  return result.ok ? loadDeployment({ ...caller, scopes: null }, { id: result.value }, db) : result;
}

export const deploymentRoutes = [
  route({
    method: "post",
    path: ofComponent,
    id: "startDeployment",
    summary: "Deploy, promote, configure, deploy again or roll back; a gated environment needs an approval",
    tag,
    permission: "promotion.execute",
    body: deploymentInput,
    reply: deployment,
    status: 201,
    run: async (db, caller, input) => answered(db, caller, await startDeployment(db, caller, input)),
  }),
  route({
    method: "get",
    path: ofComponent,
    id: "listDeployments",
    summary: "The component's deployments, newest first",
    tag,
    permission: "catalog.read",
    query: pageQuery,
    reply: pageOf(item),
    run: (_db, caller, input) => loadDeployments(caller, input),
  }),
  route({
    method: "get",
    path: "/deployments/{id}",
    id: "getDeployment",
    summary: "One deployment with what its driver said",
    tag,
    permission: "catalog.read",
    reply: deployment,
    run: (_db, caller, input) => loadDeployment(caller, input),
  }),
  route({
    method: "post",
    path: "/deployments/{id}/retry",
    id: "retryDeployment",
    summary: "Try a failed deployment again under the same approval",
    tag,
    permission: "promotion.execute",
    reply: deployment,
    status: 201,
    run: async (db, caller, { id }) =>
      answered(db, caller, await retryDeployment(db, caller, { id: id as DeploymentId })),
  }),
  route({
    method: "post",
    path: "/deployments/{id}/progress",
    id: "recordProgress",
    summary: "Report a line of progress or the health: a token with the scope deployment.report",
    tag,
    body: progressInput,
    reply: z.object({ recorded: z.literal(true) }),
    run: async (db, caller, { id, ...input }) => {
      const result = await recordProgress(db, caller, { ...input, id: id as DeploymentId });
      return result.ok ? { ok: true, value: { recorded: true as const } } : result;
    },
  }),
];
