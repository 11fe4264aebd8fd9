import { and, desc, eq, inArray, lt } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { effect, member, project, webhook, webhookAttempt } from "@/db/schema";
import type { EffectId, EventId, MemberId, OrganizationId, WebhookId } from "@/lib/kernel/ids";
import type { WebhookEvent } from "./core/webhook-events";
import type { MessagePayload } from "./store-promises";

/** A window on a list that is read newest first: what comes before an id, or one id alone. */
interface Window {
  before?: string | null;
  take: number;
  id?: string;
}

export interface WebhookView {
  id: WebhookId;
  url: string;
  /** Empty: all. */
  events: WebhookEvent[];
  project: string | null;
  createdBy: { id: MemberId; name: string };
  createdAt: Date;
  disabledAt: Date | null;
  disabledBecause: string | null;
}

export async function webhooksOf(
  db: Queryable,
  organizationId: OrganizationId,
  { before, take, id }: Window,
): Promise<WebhookView[]> {
  const w = webhook;
  return db
    .select({
      id: w.id,
      url: w.url,
      events: w.events,
      project: project.slug,
      createdBy: { id: member.id, name: member.name },
      createdAt: w.createdAt,
      disabledAt: w.disabledAt,
      disabledBecause: w.disabledBecause,
    })
    .from(w)
    .innerJoin(member, and(eq(member.organizationId, w.organizationId), eq(member.id, w.createdBy)))
    .leftJoin(project, and(eq(project.organizationId, w.organizationId), eq(project.id, w.projectId)))
    .where(
      and(
        eq(w.organizationId, organizationId),
        id === undefined ? undefined : eq(w.id, id as WebhookId),
        before ? lt(w.id, before as WebhookId) : undefined,
      ),
    )
    .orderBy(desc(w.id))
    .limit(take);
}

/** One message to one webhook, with every attempt to deliver it. */
export interface DeliveryView {
  id: EffectId;
  /** The message's `webhook-id`. */
  event: EventId;
  type: WebhookEvent;
  /** The number of the request, or the id of the deployment, that it tells of. */
  request: number | null;
  deployment: string | null;
  state: "pending" | "delivered" | "failed";
  /** Why it is not delivered and will not be by itself. */
  reason: string | null;
  createdAt: Date;
  nextAttemptAt: Date | null;
  attempts: AttemptView[];
}

interface AttemptView {
  attempt: number;
  at: Date;
  durationMs: number;
  delivered: boolean;
  status: number | null;
  answer: string | null;
  error: string | null;
}

export async function deliveriesOf(
  db: Queryable,
  organizationId: OrganizationId,
  webhookId: WebhookId,
  { before, take, id }: Window,
): Promise<DeliveryView[]> {
  const e = effect;
  const rows = await db
    .select()
    .from(e)
    .where(
      and(
        eq(e.organizationId, organizationId),
        eq(e.recipient, webhookId),
        eq(e.kind, "webhook.deliver"),
        id === undefined ? undefined : eq(e.id, id as EffectId),
        before ? lt(e.id, before as EffectId) : undefined,
      ),
    )
    .orderBy(desc(e.id))
    .limit(take);
  const attempts = await attemptsOf(
    db,
    organizationId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => deliveryView(row, attempts.get(row.id) ?? []));
}

type AttemptRow = typeof webhookAttempt.$inferSelect;

async function attemptsOf(db: Queryable, organizationId: OrganizationId, ids: EffectId[]) {
  const a = webhookAttempt;
  const rows: AttemptRow[] =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(a)
          .where(and(eq(a.organizationId, organizationId), inArray(a.effectId, ids)))
          .orderBy(a.attempt);
  return Map.groupBy(rows, ({ effectId }) => effectId);
}

function deliveryView(row: typeof effect.$inferSelect, attempts: AttemptRow[]): DeliveryView {
  const payload = row.payload as MessagePayload;
  const state = row.doneAt === null ? "pending" : row.abandoned === null ? "delivered" : "failed";
  return {
    id: row.id,
    event: row.eventId,
    type: payload.event as WebhookEvent,
    request: "number" in payload ? payload.number : null,
    deployment: "deploymentId" in payload ? payload.deploymentId : null,
    state,
    reason: row.abandoned,
    createdAt: row.createdAt,
    nextAttemptAt: state === "pending" ? (attempts.at(-1)?.againAt ?? null) : null,
    attempts: attempts.map(({ attempt, at, durationMs, delivered, status, answer, error }) => ({
      attempt,
      at,
      durationMs,
      delivered,
      status,
      answer,
      error,
    })),
  };
}
