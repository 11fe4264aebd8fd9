import type { Queryable } from "@/db/client";
import { folded } from "@/lib/audit/fold";
import type { OrganizationId, RequestId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import type { RequestState } from "./core/request-state";
import { eventJson } from "./loaders-api";
import { requestJson } from "./request-json";
import { readRoster } from "./store-roster";
import { listEvents } from "./views";

/**
 * A request as the API shows it, folded up to one of its events: as it was right after that, whatever happened since.
 * Names, and who could decide, are those of now. Throws when there is no such event.
 */
export async function loadRequestAfter(
  db: Queryable,
  organizationId: OrganizationId,
  { requestId, sequence }: { requestId: RequestId; sequence: number },
) {
  const rows = await listEvents(db, organizationId, requestId, 0, sequence);
  const event = rows.at(-1);
  const state = rows.reduce<RequestState | null | undefined>((before, row) => folded(before, row), null);
  invariant(event && state && event.sequence === sequence, "an event that is told of is on the record");
  const { openedBy, startedBy, builders, votes } = state;
  const also = [openedBy, ...(startedBy ? [startedBy] : []), ...builders];
  const voters = votes.flatMap(({ voterId, principalId }) => [voterId, principalId]);
  const roster = await readRoster(db, organizationId, [state.rules], [...also, ...voters]);
  return { request: requestJson({ state, roster, now: event.at }), event: eventJson(event), at: event.at };
}
