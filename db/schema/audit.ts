import { bigint, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type { Actor } from "../../lib/kernel/actor";
import type { EventId, RequestId } from "../../lib/kernel/ids";
import { id, instant, organizationId } from "./columns";
import { organization } from "./tenant";

/** What administrators changed: one hash chain per organization, refused any change by triggers (engine.md, rule 13). */
export const auditEvent = pgTable(
  "audit_event",
  {
    organizationId: organizationId().references(() => organization.id),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    id: id<EventId>("id").notNull(),
    type: text("type").notNull(),
    actor: jsonb("actor").$type<Actor>().notNull(),
    at: instant("at").notNull(),
    data: jsonb("data").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.sequence] }), unique("audit_event_id").on(t.id)],
);

/**
 * Every hour what all chains of an organization end with, chained itself, so that an end that was cut off is missed
 * (engine.md, rule 13). A root names the requests that had events since the root before; together they name all.
 */
export const auditRoot = pgTable(
  "audit_root",
  {
    organizationId: organizationId().references(() => organization.id),
    sequence: bigint("sequence", { mode: "number" }).notNull(),
    at: instant("at").notNull(),
    /** Where the organization's own chain ended. */
    auditSequence: bigint("audit_sequence", { mode: "number" }).notNull(),
    auditHash: text("audit_hash").notNull(),
    /** Where the chains of requests ended: id, number and hash of the last event. */
    heads: jsonb("heads").$type<[RequestId, number, string][]>().notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [primaryKey({ columns: [t.organizationId, t.sequence] })],
);
