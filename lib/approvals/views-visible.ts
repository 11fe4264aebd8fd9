import { and, eq, inArray } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalRequest } from "@/db/schema";
import type { Caller } from "@/lib/directory/caller";
import type { RequestId } from "@/lib/kernel/ids";
import type { RequestRow } from "./views";
import type { MySet } from "./views-asking";
import { visible } from "./views-filter";

/** Those of these requests that the caller's sets let them see: as wide as a list, before the core has looked. */
export async function listVisibleOf(
  db: Queryable,
  caller: Caller,
  sets: MySet[],
  ids: RequestId[],
): Promise<RequestRow[]> {
  const r = approvalRequest;
  return db
    .select()
    .from(r)
    .where(and(eq(r.organizationId, caller.organizationId), inArray(r.id, ids), visible(caller, sets)));
}
