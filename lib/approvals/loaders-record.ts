import { database } from "@/db/client";
import { revived } from "@/lib/audit/fold";
import type { OrganizationId, RequestId } from "@/lib/kernel/ids";
import { recordLine } from "./core/record-words";
import { listEvents } from "./views";

/** More than any request has: votes and comments are written by people. */
const shown = 2000;

/** A request's story from its events alone, with the names they carry; `nameOf` for those of before names were kept. */
export async function loadRecord(
  organizationId: OrganizationId,
  requestId: RequestId,
  nameOf: (id: string) => string,
) {
  const rows = await listEvents(database(), organizationId, requestId, 0, shown);
  return rows.map((row) => ({ sequence: row.sequence, at: row.at, ...recordLine(revived(row), nameOf) }));
}
