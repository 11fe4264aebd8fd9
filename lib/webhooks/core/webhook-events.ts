import type { RequestEvent } from "@/lib/approvals/core/events";

const requestEvents = [
  "request.opened",
  "request.started",
  "step.opened",
  "vote.cast",
  "step.approved",
  "request.approved",
  "request.rejected",
  "request.cancelled",
  "request.overridden",
  "request.expired",
  "request.superseded",
  "approval.used",
  "approval.finished",
  "approval.failed",
  "approval.lapsed",
  "approval.revoked",
  "approval.superseded",
  "approval.execution_refused",
] as const satisfies readonly RequestEvent["type"][];

const deploymentEvents = ["deployment.started", "deployment.finished", "deployment.failed"] as const;

/** What a webhook can be told of. Names are the record's own, and those of deployments. */
export const webhookEvents = [...requestEvents, ...deploymentEvents] as const;
export type WebhookEvent = (typeof webhookEvents)[number];
export type DeploymentEvent = (typeof deploymentEvents)[number];

export function isWebhookEvent(type: string): type is WebhookEvent {
  return webhookEvents.some((known) => known === type);
}
