import { bigint, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type { Actor } from "../../lib/kernel/actor";
import type { EventId } from "../../lib/kernel/ids";
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
