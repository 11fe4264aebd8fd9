import { inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalRequest } from "@/db/schema";
import type { RequestId } from "@/lib/kernel/ids";

const r = approvalRequest;

/** State and use of requests as one word each, by the database's clock, whether or not a sweeper has run. */
export async function readStates(db: Queryable, ids: RequestId[]): Promise<Map<RequestId, string>> {
  const over = sql`${r.closedAt} is null and ${r.expiresAt} <= clock_timestamp()`;
  const lapsed = sql`${r.use} = 'ready' and ${r.lapsesAt} <= clock_timestamp()`;
  const rows = await db
    .select({
      id: r.id,
      word: sql<string>`case when ${over} then 'expired' else ${r.state} end || ' ' || case when ${lapsed} then 'lapsed' else ${r.use} end`,
    })
    .from(r)
    .where(inArray(r.id, ids));
  return new Map(rows.map(({ id, word }) => [id, word]));
}
