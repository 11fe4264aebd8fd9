import { sql } from "drizzle-orm";
import { text, timestamp } from "drizzle-orm/pg-core";
import type { OrganizationId } from "../../lib/kernel/ids";

/** An instant, to the millisecond: what a JavaScript Date holds and what the hash chain is taken over. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** A branded text id. */
export const id = <T extends string>(name: string) => text(name).$type<T>();

/** Every tenant's row says whose it is; foreign keys include it, so that a row can never point across tenants. */
export const organizationId = () => id<OrganizationId>("organization_id").notNull();

export const createdAt = () => instant("created_at").notNull().defaultNow();

/** When the row was written last, kept by a trigger (`note_change`): how open pages find what changed in rows that are updated. */
export const changedAt = () => instant("changed_at").notNull().default(sql`clock_timestamp()`);

/** The words that a check lets a column hold, written out: constraints take no parameters. */
export const list = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));
