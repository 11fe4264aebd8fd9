import { database } from "@/db/client";
import { revived } from "@/lib/audit/fold";
import type { OrganizationId, RequestId } from "@/lib/kernel/ids";
import { namesOfEvents, namesWhenAsked, recordLine } from "./core/record-words";
import { listEvents } from "./views";

/** More than any request has: votes and comments are written by people. */
const shown = 2000;

/**
 * A request's story from its events alone, what its people were called then, and what who asked was called when asking;
 * `nameOf` for those whom the events do not name.
 */
export async function loadRecord(
  organizationId: OrganizationId,
  requestId: RequestId,
  nameOf: (id: string) => string,
) {
  const rows = await listEvents(database(), organizationId, requestId, 0, shown);
  const told = rows.map((row) => ({ sequence: row.sequence, event: revived(row) }));
  const names = namesOfEvents(told.map(({ event }) => event));
  const nameThen = (id: string) => names.get(id) ?? nameOf(id);
  const lines = told.map(({ sequence, event }) => ({
    sequence,
    at: event.at,
    ...recordLine(event, nameThen),
  }));
  const first = told[0]?.event;
  const asked = first?.type === "request.opened" ? namesWhenAsked({ ...first, ...first.data }) : null;
  return { lines, nameThen, askedAs: (id: string) => asked?.get(id) ?? nameOf(id) };
}
