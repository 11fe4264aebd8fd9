import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { auditEvent } from "@/db/schema";
import type { Actor } from "@/lib/kernel/actor";
import type { EventId, OrganizationId } from "@/lib/kernel/ids";

export interface AuditEventView {
  sequence: number;
  id: EventId;
  type: string;
  actor: Actor;
  at: Date;
  data: Record<string, unknown>;
  previousHash: string;
  hash: string;
}

export interface AuditFilter {
  type?: string | undefined;
  /** A member's id. */
  actor?: string | undefined;
  from?: Date | undefined;
  /** Before this instant. */
  to?: Date | undefined;
}

/** The organization's record, newest first, below the sequence `before`. */
export async function auditEventsOf(
  db: Queryable,
  organizationId: OrganizationId,
  { type, actor, from, to }: AuditFilter,
  { before, take }: { before: number | null; take: number },
): Promise<AuditEventView[]> {
  const rows = await db
    .select({
      sequence: auditEvent.sequence,
      id: auditEvent.id,
      type: auditEvent.type,
      actor: auditEvent.actor,
      at: auditEvent.at,
      data: auditEvent.data,
      previousHash: auditEvent.previousHash,
      hash: auditEvent.hash,
    })
    .from(auditEvent)
    .where(
      and(
        eq(auditEvent.organizationId, organizationId),
        before === null ? undefined : lt(auditEvent.sequence, before),
        type === undefined ? undefined : eq(auditEvent.type, type),
        actor === undefined ? undefined : sql`${auditEvent.actor} ->> 'memberId' = ${actor}`,
        from === undefined ? undefined : gte(auditEvent.at, from),
        to === undefined ? undefined : lt(auditEvent.at, to),
      ),
    )
    .orderBy(desc(auditEvent.sequence))
    .limit(take);
  return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }));
}
