import { and, desc, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { requestEvent } from "@/db/schema";
import type { OrganizationId, RequestId } from "@/lib/kernel/ids";

/** Why an approval could not be used by itself, as the record says; null when it did not happen. */
export async function findExecutionRefusal(
  db: Queryable,
  organizationId: OrganizationId,
  requestId: RequestId,
): Promise<string | null> {
  const e = requestEvent;
  const [row] = await db
    .select({ reason: sql<string>`${e.data} ->> 'reason'` })
    .from(e)
    .where(
      and(
        eq(e.organizationId, organizationId),
        eq(e.requestId, requestId),
        eq(e.type, "approval.execution_refused"),
      ),
    )
    .orderBy(desc(e.sequence))
    .limit(1);
  return row?.reason ?? null;
}
