import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { ComponentId, DeploymentId, EventId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { type DeploymentEvent, isWebhookEvent } from "./core/webhook-events";

/** What the effect of a message carries: where to find what it tells of. */
export type MessagePayload =
  | { event: string; requestId: RequestId; number: number; sequence: number }
  | { event: string; deploymentId: DeploymentId; at: string };

/** An event, its place among those told of at once, and what its message carries. */
interface ToTell {
  id: EventId;
  position: number;
  payload: MessagePayload;
}

/**
 * One insert that promises every webhook that is on, wants the event and is not of another project a message of it. It
 * costs one look into a small index where there are no webhooks. `told` is `ToTell`s as JSON. Ids begin with the
 * statement's time and then the place among them, so that sorted by them messages are in the order in which things happened.
 * It can stand in the statement that stores a request's events, so that they and the promises are one write.
 */
export function promises(organizationId: SQL, projectId: SQL, told: SQL): SQL {
  return sql`insert into effect (organization_id, id, event_id, kind, recipient, payload, created_at)
    select w.organization_id, 'eff_' || lpad(to_hex(s.micros / 1000), 12, '0') || lpad(to_hex(s.micros % 1000), 3, '0')
        || lpad(to_hex(e.position % 256), 2, '0') || right(replace(gen_random_uuid()::text, '-', ''), 15),
      e.id, 'webhook.deliver', w.id, e.payload, statement_timestamp()
    from webhook w cross join jsonb_to_recordset(${told}::jsonb) as e(id text, payload jsonb, position int)
      cross join (select floor(extract(epoch from statement_timestamp()) * 1000000)::bigint as micros) s
    where w.organization_id = ${organizationId} and w.disabled_at is null and (w.project_id is null or w.project_id = ${projectId})
      and (w.events = '{}' or e.payload ->> 'event' = any(w.events))
    on conflict (event_id, kind, recipient) do nothing`;
}

/** Those of a request's events that webhooks are told of. */
export function toldOfRequest(
  request: { id: RequestId; number: number },
  events: readonly { id: EventId; type: string; sequence: number }[],
): ToTell[] {
  return events
    .filter(({ type }) => isWebhookEvent(type))
    .map(({ id, type, sequence }, position) => ({
      id,
      position,
      payload: { event: type, requestId: request.id, number: request.number, sequence },
    }));
}

/** Of a deployment, in the transaction that starts or ends it. Such events are not on a request's record: the id is made here. */
export async function promiseOfDeployment(
  tx: Transaction,
  deployment: { organizationId: OrganizationId; componentId: ComponentId; id: DeploymentId },
  event: DeploymentEvent,
): Promise<void> {
  const { organizationId, componentId, id } = deployment;
  const project = sql`(select project_id from component where organization_id = ${organizationId} and id = ${componentId})`;
  const payload = { event, deploymentId: id, at: new Date().toISOString() };
  const told: ToTell[] = [{ id: newId("evt"), position: 0, payload }];
  await tx.execute(promises(sql`${organizationId}`, project, sql`${JSON.stringify(told)}`));
}
