import { and, count, eq, isNull, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { effect, organization, webhook, webhookAttempt } from "@/db/schema";
import type { EffectId, OrganizationId, WebhookId } from "@/lib/kernel/ids";

export async function insertWebhook(tx: Transaction, row: typeof webhook.$inferInsert): Promise<void> {
  await tx.insert(webhook).values(row);
}

/** How many of an organization's webhooks are on. */
export async function countEnabled(tx: Transaction, organizationId: OrganizationId): Promise<number> {
  const [row] = await tx
    .select({ enabled: count() })
    .from(webhook)
    .where(and(eq(webhook.organizationId, organizationId), isNull(webhook.disabledAt)));
  return row?.enabled ?? 0;
}

/** A webhook as it is stored, with its organization's slug. */
export async function findWebhook(db: Queryable, organizationId: OrganizationId, id: WebhookId) {
  const [row] = await db
    .select({ webhook, organization: organization.slug })
    .from(webhook)
    .innerJoin(organization, eq(organization.id, webhook.organizationId))
    .where(and(eq(webhook.organizationId, organizationId), eq(webhook.id, id)));
  return row && { ...row.webhook, organization: row.organization };
}

/** Turns a webhook off, or (null) on. Answers whether that changed anything. */
export async function setDisabled(
  tx: Transaction,
  organizationId: OrganizationId,
  id: WebhookId,
  because: string | null,
): Promise<boolean> {
  const isOn = isNull(webhook.disabledAt);
  const { rowCount } = await tx
    .update(webhook)
    .set({ disabledAt: because === null ? null : sql`clock_timestamp()`, disabledBecause: because })
    .where(
      and(
        eq(webhook.organizationId, organizationId),
        eq(webhook.id, id),
        because === null ? sql`not (${isOn})` : isOn,
      ),
    );
  return (rowCount ?? 0) > 0;
}

export async function countAttempts(
  db: Queryable,
  { organizationId, id }: { organizationId: OrganizationId; id: EffectId },
): Promise<number> {
  const a = webhookAttempt;
  const [row] = await db
    .select({ attempts: count() })
    .from(a)
    .where(and(eq(a.organizationId, organizationId), eq(a.effectId, id)));
  return row?.attempts ?? 0;
}

export async function insertAttempt(db: Queryable, row: typeof webhookAttempt.$inferInsert): Promise<void> {
  await db.insert(webhookAttempt).values(row);
}

/** Makes a message one that is promised and not yet done again: the drainer hands it over, whatever became of it before. */
export async function promiseAgain(
  tx: Transaction,
  organizationId: OrganizationId,
  id: EffectId,
): Promise<void> {
  await tx
    .update(effect)
    .set({ handedAt: null, doneAt: null, abandoned: null })
    .where(
      and(eq(effect.organizationId, organizationId), eq(effect.id, id), eq(effect.kind, "webhook.deliver")),
    );
}
