import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";

interface TakingPart extends Record<string, unknown> {
  askedNow: MemberId[];
  commenters: MemberId[];
}

/** Of a request's record: whom its open step asked when it opened, and who has commented. */
export async function readTakingPart(
  tx: Queryable,
  organizationId: OrganizationId,
  requestId: RequestId,
): Promise<TakingPart> {
  const mine = sql`organization_id = ${organizationId} and request_id = ${requestId}`;
  const { rows } = await tx.execute<TakingPart>(sql`select
    (select coalesce(json_agg(distinct asked ->> 'memberId'), '[]') from
      (select data from request_event where ${mine} and type = 'step.opened' order by sequence desc limit 1) opened,
      jsonb_array_elements(opened.data -> 'asked') asked) as "askedNow",
    (select coalesce(json_agg(distinct actor ->> 'memberId'), '[]') from request_event
      where ${mine} and type = 'comment.added' and actor ->> 'kind' = 'member') as commenters`);
  const [row] = rows;
  if (!row) throw new Error("invariant: a select without from answers one row");
  return row;
}
