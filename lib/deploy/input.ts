import { z } from "zod";
import { deploymentKinds } from "@/lib/approvals/core/vocabulary";
import { configurationChoice } from "@/lib/catalog/input-shipment";

/** What a number column holds. */
const number = z.int().min(1).max(2_147_483_647);

/** `POST …/deployments` (api.md). Under a request, build and configuration default to exactly what was approved. */
export const deploymentInput = z.strictObject({
  kind: z.enum(deploymentKinds),
  environment: z.string(),
  from: z.string().optional(),
  build: number.optional(),
  configuration: configurationChoice.optional(),
  request: number.optional(),
  startedBy: z.string().min(1).optional(),
});
export type DeploymentInput = z.output<typeof deploymentInput> & { project: string; component: string };

/** A driver's call-back or a person's report: a line of progress, what became of it, and how it runs. */
export const progressInput = z
  .strictObject({
    line: z.string().trim().min(1).max(2000).optional(),
    health: z.enum(["healthy", "unhealthy"]).optional(),
  })
  .refine(({ line, health }) => line !== undefined || health !== undefined, {
    path: ["health"],
    message: "Report a line, the health, or both.",
  });
export type ProgressInput = z.output<typeof progressInput>;
