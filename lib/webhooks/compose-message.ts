import type { Queryable } from "@/db/client";
import { loadRequestAfter } from "@/lib/approvals/loaders-events";
import { loadDeploymentThen } from "@/lib/deploy/loaders-events";
import { env } from "@/lib/env";
import type { EventId, OrganizationId } from "@/lib/kernel/ids";
import { messageOf } from "./core/message";
import type { WebhookEvent } from "./core/webhook-events";
import type { MessagePayload } from "./store-promises";

/**
 * The message that tells of an event: the same at every attempt, but for names and who could decide, which are those of
 * now. `organization` is the slug.
 */
export async function composeMessage(
  db: Queryable,
  organization: string,
  effect: { organizationId: OrganizationId; eventId: EventId; payload: unknown },
) {
  const { organizationId, eventId: id } = effect;
  const payload = effect.payload as MessagePayload;
  const event = payload.event as WebhookEvent;
  const source = `${env().NEXTAUTH_URL}/${organization}`;
  if ("requestId" in payload) {
    const told = await loadRequestAfter(db, organizationId, payload);
    const subjectId = String(told.request.number);
    const more = { url: `${source}/approvals/requests/${subjectId}`, record: told.event };
    return messageOf(source, { id, event, at: told.at, subjectId, content: told.request, more });
  }
  const { deploymentId, at } = payload;
  const content = await loadDeploymentThen(db, organizationId, {
    deploymentId,
    started: event === "deployment.started",
  });
  return messageOf(source, { id, event, at: new Date(at), subjectId: deploymentId, content, more: {} });
}
