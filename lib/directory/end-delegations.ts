import type { Database } from "@/db/client";
import { tellDeserted, watchRequestsOf } from "@/lib/approvals/tell-deserted";
import { recordAudit } from "@/lib/audit/record";
import { wakeDrainer } from "@/lib/jobs/wake";
import { systemActor } from "@/lib/kernel/actor";
import { lockOrganization, readClock } from "./store";
import { listEnded, noteEnd } from "./store-delegations";

/**
 * Puts the delegations that the clock has ended on the record, and tells administrators where that leaves nobody to
 * decide. No right depends on when this runs: every vote and every read looks at the clock itself. Answers how many.
 */
export async function endDelegations(db: Database): Promise<number> {
  const ended = await listEnded(db, 100);
  for (const { organizationId, id } of ended)
    await db.transaction(async (tx) => {
      await lockOrganization(tx, organizationId);
      const row = await noteEnd(tx, organizationId, id);
      if (!row?.endsAt) return;
      const lastMoment = new Date(row.endsAt.getTime() - 1);
      const watched = await watchRequestsOf(tx, organizationId, row.fromMemberId, lastMoment);
      const eventId = await recordAudit(tx, {
        organizationId,
        type: "delegation.ended",
        actor: systemActor,
        at: await readClock(tx),
        data: { delegation: id, principal: row.fromMemberId, to: row.toMemberId },
      });
      await tellDeserted(tx, watched, eventId);
    });
  if (ended.length > 0) wakeDrainer();
  return ended.length;
}
