import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type { EffectId, MemberId, ProjectId, WebhookId } from "../../lib/kernel/ids";
import type { WebhookEvent } from "../../lib/webhooks/core/webhook-events";
import { project } from "./catalog";
import { createdAt, id, instant, organizationId } from "./columns";
import { effect } from "./effects";
import { member, organization } from "./tenant";

/** Somebody else's server that is told of events. What it is told is an effect, `webhook.deliver`, with its id as recipient. */
export const webhook = pgTable(
  "webhook",
  {
    id: id<WebhookId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    url: text("url").notNull(),
    /** Which events it is told of. Empty: all. */
    events: text("events").array().$type<WebhookEvent[]>().notNull(),
    /** Null: those of all projects, and of what belongs to none. */
    projectId: id<ProjectId>("project_id"),
    /** What messages are signed with, sealed (lib/webhooks/sealed-secret). */
    secret: text("secret").notNull(),
    createdBy: id<MemberId>("created_by").notNull(),
    createdAt: createdAt(),
    disabledAt: instant("disabled_at"),
    /** In words: who turned it off, or that the receiver asked for it. */
    disabledBecause: text("disabled_because"),
  },
  (t) => [
    unique("webhook_in_organization").on(t.organizationId, t.id),
    foreignKey({
      name: "webhook_project",
      columns: [t.organizationId, t.projectId],
      foreignColumns: [project.organizationId, project.id],
    }),
    foreignKey({
      name: "webhook_created_by",
      columns: [t.organizationId, t.createdBy],
      foreignColumns: [member.organizationId, member.id],
    }),
    check("webhook_disabled_says_why", sql`(${t.disabledAt} is null) = (${t.disabledBecause} is null)`),
  ],
);

/** Each time a message was sent to a webhook, and what came of it. Kept for ever, as its effect is. */
export const webhookAttempt = pgTable(
  "webhook_attempt",
  {
    organizationId: organizationId().references(() => organization.id),
    effectId: id<EffectId>("effect_id")
      .notNull()
      .references(() => effect.id),
    /** From 1. */
    attempt: integer("attempt").notNull(),
    at: instant("at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    delivered: boolean("delivered").notNull(),
    /** The HTTP status; null when there was no answer. */
    status: integer("status"),
    /** How the answer's body begins. */
    answer: text("answer"),
    /** Why there was no answer. */
    error: text("error"),
    /** When it is tried again by itself. */
    againAt: instant("again_at"),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.effectId, t.attempt] }),
    check("webhook_attempt_answered_or_not", sql`(${t.status} is null) = (${t.error} is not null)`),
  ],
);
