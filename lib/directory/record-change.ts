import type { Transaction } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import type { EventId } from "@/lib/kernel/ids";
import { actorOf, type Caller } from "./caller";
import { readClock } from "./store";

/** Puts what a caller changed on the organization's record, in the transaction of the change, at the database's time. */
export async function recordChange(
  tx: Transaction,
  caller: Caller,
  type: string,
  data: Record<string, unknown>,
): Promise<EventId> {
  const at = await readClock(tx);
  return recordAudit(tx, { organizationId: caller.organizationId, type, actor: actorOf(caller), at, data });
}
