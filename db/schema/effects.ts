import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { EffectId, EventId } from "../../lib/kernel/ids";
import { createdAt, id, instant, organizationId } from "./columns";
import { organization } from "./tenant";

/**
 * What an event promised to the outside: a mail, a deployment, a webhook's message. Inserted with the event, unique on (event, kind,
 * recipient) and kept for ever: that is what "once" means. The drainer hands rows to the job runner after the commit.
 */
export const effect = pgTable(
  "effect",
  {
    id: id<EffectId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    eventId: id<EventId>("event_id").notNull(),
    kind: text("kind").notNull(),
    recipient: text("recipient").notNull(),
    payload: jsonb("payload").notNull(),
    createdAt: createdAt(),
    handedAt: instant("handed_at"),
    doneAt: instant("done_at"),
    /** Why it will never be done: the recipient left, the address is refused for good. */
    abandoned: text("abandoned"),
  },
  (t) => [
    unique("effect_once").on(t.eventId, t.kind, t.recipient),
    index("effect_of_webhook")
      .on(t.organizationId, t.recipient, t.id)
      .where(sql`${t.kind} = 'webhook.deliver'`),
    index("effect_to_hand").on(t.createdAt).where(sql`${t.handedAt} is null`),
  ],
);
