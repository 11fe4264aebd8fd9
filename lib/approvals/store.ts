import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { prepared } from "@/db/prepared";
import { approvalRequest } from "@/db/schema";
import type { OrganizationId, RequestId } from "@/lib/kernel/ids";
import type { RequestWorkflow } from "./core/request-subject";

export type RequestRef = { id: RequestId } | { number: number };

const lockBy = (name: string, which: SQL) =>
  prepared(
    name,
    sql`select 1 from ${approvalRequest} where organization_id = ${sql.placeholder("organizationId")} and ${which} for update`,
  );
const lockById = lockBy("lock_by_id", sql`id = ${sql.placeholder("id")}`);
const lockByNumber = lockBy("lock_by_number", sql`number = ${sql.placeholder("number")}`);

/** Step 1 of the write path: the row's lock, and nothing else in that statement. */
export async function lockRequest(
  tx: Transaction,
  organizationId: OrganizationId,
  ref: RequestRef,
): Promise<void> {
  await ("id" in ref ? lockById : lockByNumber).run(tx, { organizationId, ...ref });
}

/** As a select: how many there are plays no part in planning, which is then done once. */
export const someNumbers = sql`array(select unnest(${sql.placeholder("numbers")}::int[]))`;
const lockFree = prepared<{ number: number }>(
  "lock_free",
  sql`select number from ${approvalRequest} where organization_id = ${sql.placeholder("organizationId")}
    and number = any(${someNumbers}) for update skip locked`,
);

/** The same for several requests at once, without ever waiting: answers the numbers of those whose rows nobody else held. */
export async function lockFreeRequests(
  tx: Transaction,
  organizationId: OrganizationId,
  numbers: readonly number[],
): Promise<Set<number>> {
  const rows = await lockFree.run(tx, { organizationId, numbers: [...numbers] });
  return new Set(rows.map(({ number }) => number));
}

/** Requests of a workflow that are open or whose approval waits to be used, by number: what is locked, is locked in this order. */
export async function listEndable(db: Queryable, organizationId: OrganizationId, workflow: RequestWorkflow) {
  const r = approvalRequest;
  const rows = await db
    .select({
      number: r.number,
      workflow: r.workflow,
      rulesFrom: r.rulesFrom,
      projectId: r.projectId,
      componentId: r.componentId,
      from: r.fromEnvironmentId,
      to: r.toEnvironmentId,
      closedAt: r.closedAt,
      subject: r.subject,
    })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.workflow, workflow),
        or(isNull(r.closedAt), eq(r.use, "ready")),
      ),
    )
    .orderBy(r.number);
  return rows.map(({ closedAt, ...row }) => ({ ...row, open: closedAt === null }));
}

/** The database's time, after whatever was locked before: `now()` would be the transaction's start. */
export async function readClock(tx: Queryable): Promise<Date> {
  const { rows } = await tx.execute<{ now: string }>(sql`select to_json(clock_timestamp()) as now`);
  return new Date(rows[0]?.now ?? "");
}

/** Requests whose deadline has passed and approvals whose time to be used has, oldest deadline first. */
export async function listOverdue(db: Queryable, limit: number) {
  const { rows } = await db.execute<{ organizationId: OrganizationId; id: RequestId; open: boolean }>(sql`
    (select organization_id as "organizationId", id, true as open from approval_request
      where closed_at is null and expires_at is not null and expires_at <= statement_timestamp() order by expires_at limit ${limit})
    union all
    (select organization_id, id, false from approval_request
      where use = 'ready' and lapses_at is not null and lapses_at <= statement_timestamp() order by lapses_at limit ${limit})`);
  return rows;
}
