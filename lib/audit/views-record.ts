import { and, desc, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Queryable } from "@/db/client";
import {
  approvalRequest,
  approvalUse,
  auditEvent,
  auditRoot,
  organization,
  requestEvent,
  vote,
} from "@/db/schema";
import type { OrganizationId, RequestId } from "@/lib/kernel/ids";
import type { Head } from "./chain";

/** Where the organization's row says that its chains end. */
export async function findEnds(db: Queryable, organizationId: OrganizationId) {
  const [ends] = await db
    .select({
      audit: { sequence: organization.auditSequence, hash: organization.auditHash },
      roots: { sequence: organization.rootSequence, hash: organization.rootHash },
    })
    .from(organization)
    .where(eq(organization.id, organizationId));
  return ends;
}

/** The organization's own events or roots after a number, in order. */
export function auditEventsAfter(
  db: Queryable,
  organizationId: OrganizationId,
  after: number,
  limit: number,
) {
  const e = auditEvent;
  return db
    .select()
    .from(e)
    .where(and(eq(e.organizationId, organizationId), gt(e.sequence, after)))
    .orderBy(e.sequence)
    .limit(limit);
}

export function rootsAfter(db: Queryable, organizationId: OrganizationId, after: number, limit: number) {
  const r = auditRoot;
  return db
    .select()
    .from(r)
    .where(and(eq(r.organizationId, organizationId), gt(r.sequence, after)))
    .orderBy(r.sequence)
    .limit(limit);
}

export function requestsAfter(db: Queryable, organizationId: OrganizationId, after: string, limit: number) {
  const r = approvalRequest;
  return db
    .select()
    .from(r)
    .where(and(eq(r.organizationId, organizationId), gt(sql`${r.id}`, after)))
    .orderBy(r.id)
    .limit(limit);
}

/** Requests with an id after `after` and up to `upTo`; null: all that follow. */
export interface RequestRange {
  organizationId: OrganizationId;
  after: string;
  upTo: RequestId | null;
}

function inRange(
  table: { organizationId: PgColumn; requestId: PgColumn },
  { organizationId, after, upTo }: RequestRange,
): SQL | undefined {
  return and(
    eq(table.organizationId, organizationId),
    gt(table.requestId, after),
    upTo === null ? undefined : lte(table.requestId, upTo),
  );
}

export type RequestEventRow = typeof requestEvent.$inferSelect;

/** Events of a range of requests after one of them, by request and number. */
export function requestEventsAfter(
  db: Queryable,
  range: RequestRange,
  last: RequestEventRow | undefined,
  limit: number,
): Promise<RequestEventRow[]> {
  const e = requestEvent;
  const further = last && sql`(${e.requestId}, ${e.sequence}) > (${last.requestId}, ${last.sequence})`;
  return db
    .select()
    .from(e)
    .where(and(inRange(e, range), further))
    .orderBy(e.requestId, e.sequence)
    .limit(limit)
    .execute();
}

export async function votesAndUsesOf(db: Queryable, range: RequestRange) {
  const votes = await db.select().from(vote).where(inRange(vote, range)).orderBy(vote.sequence);
  const u = approvalUse;
  const uses = await db.select().from(u).where(inRange(u, range)).orderBy(u.startedAt, u.id);
  return {
    votes: Map.groupBy(votes, (one) => one.requestId),
    uses: Map.groupBy(uses, (one) => one.requestId),
  };
}

export interface HeadFound {
  request: RequestId;
  sequence: number;
  /** As the root says. */
  hash: string;
  /** Of the event with that number now; null when there is none. */
  found: string | null;
  /** Null when there is no such request. */
  number: number | null;
  /** Of the events up to that number, the last that there is now; 0 when there is none. */
  last: number;
}

/** The heads of a root beside what is there now, where the two differ. */
export async function headsThatDiffer(
  db: Queryable,
  organizationId: OrganizationId,
  heads: Head[],
): Promise<HeadFound[]> {
  const { rows } = await db.execute<HeadFound & Record<string, unknown>>(sql`
    select h.request, h.sequence, h.hash, e.hash as found, r.number,
      coalesce((select max(l.sequence) from request_event l where l.organization_id = ${organizationId} and l.request_id = h.request and l.sequence <= h.sequence), 0) as last
    from jsonb_array_elements(${JSON.stringify(heads)}::jsonb) with ordinality as one(head, place),
      lateral (select head ->> 0 as request, (head ->> 1)::int as sequence, head ->> 2 as hash) h
    left join request_event e on e.organization_id = ${organizationId} and e.request_id = h.request and e.sequence = h.sequence
    left join approval_request r on r.organization_id = ${organizationId} and r.id = h.request
    where e.hash is distinct from h.hash order by place`);
  return rows;
}

/** The event of the organization's own chain with that number, and the last number up to it. */
export async function auditEndBelow(db: Queryable, organizationId: OrganizationId, sequence: number) {
  const e = auditEvent;
  const [row] = await db
    .select({ sequence: e.sequence, hash: e.hash })
    .from(e)
    .where(and(eq(e.organizationId, organizationId), lte(e.sequence, sequence)))
    .orderBy(desc(e.sequence))
    .limit(1);
  return { last: row?.sequence ?? 0, found: row?.sequence === sequence ? row.hash : null };
}

/** Organizations by slug: the one named, or all. */
export function listOrganizations(db: Queryable, slug: string | undefined) {
  const o = organization;
  return db
    .select({ id: o.id, slug: o.slug })
    .from(o)
    .where(slug === undefined ? undefined : eq(o.slug, slug))
    .orderBy(o.slug);
}
