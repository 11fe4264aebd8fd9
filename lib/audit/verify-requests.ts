import type { Queryable } from "@/db/client";
import type { RequestState } from "@/lib/approvals/core/request-state";
import type { OrganizationId } from "@/lib/kernel/ids";
import { type ChainEnd, eventHash, genesisHash } from "./chain";
import type { Findings } from "./findings";
import { endMisfit, misfit } from "./fit";
import { differences, folded } from "./fold";
import { type RequestEventRow, type RequestRange, requestEventsAfter, requestsAfter } from "./views-record";
import { type StoredRequest, storedRequests } from "./views-states";

const requestsAtOnce = 500;
const eventsAtOnce = 1000;

/** Every request's chain, and that its row, votes and uses are what the chain tells. */
export async function verifyRequests(
  db: Queryable,
  organizationId: OrganizationId,
  found: Findings,
): Promise<void> {
  let after: string | null = "";
  while (after !== null) {
    const rows: Awaited<ReturnType<typeof requestsAfter>> = await requestsAfter(
      db,
      organizationId,
      after,
      requestsAtOnce,
    );
    const upTo = rows.length === requestsAtOnce ? (rows.at(-1)?.id ?? null) : null;
    const range = { organizationId, after, upTo };
    await verifyRange(db, range, await storedRequests(db, range, rows), found);
    found.checked.requests += rows.length;
    after = upTo;
  }
}

/** A chain that is being walked. */
interface Walk {
  chain: string;
  end: ChainEnd;
  state: RequestState | null | undefined;
}

const start = (chain: string): Walk => ({ chain, end: { sequence: 0, hash: genesisHash }, state: null });

/** Events come by request and number, so that one chain is walked after the other, however long they are. */
async function verifyRange(
  db: Queryable,
  range: RequestRange,
  requests: Map<string, StoredRequest>,
  found: Findings,
): Promise<void> {
  let last: RequestEventRow | undefined;
  let walk: Walk | undefined;
  const finish = () => {
    if (!last || !walk) return;
    finishWalk(walk, requests.get(last.requestId), found);
    requests.delete(last.requestId);
  };
  let next = requestEventsAfter(db, range, undefined, eventsAtOnce);
  for (;;) {
    const events: RequestEventRow[] = await next;
    const isLast = events.length < eventsAtOnce;
    // The database reads on while these are hashed.
    if (!isLast) next = requestEventsAfter(db, range, events.at(-1), eventsAtOnce);
    for (const event of events) {
      if (!walk || event.requestId !== last?.requestId) {
        finish();
        walk = start(chainOf(requests.get(event.requestId), event.requestId));
      }
      step(walk, event, found);
      last = event;
    }
    found.checked.events += events.length;
    if (isLast) break;
  }
  finish();
  for (const request of requests.values()) finishWalk(start(chainOf(request, "")), request, found);
}

function chainOf(request: StoredRequest | undefined, id: string): string {
  return `request/${request?.state.number ?? id}`;
}

function step(walk: Walk, event: RequestEventRow, found: Findings): void {
  const { organizationId: organization, requestId: request, sequence, previousHash, hash } = event;
  const { type, actor, at, data } = event;
  const made = eventHash({ organization, request, sequence, previousHash, type, actor, at, data });
  found.report(walk.chain, misfit("Event", walk.end, event, made));
  walk.end = { sequence, hash };
  walk.state = folded(walk.state, event);
}

function finishWalk({ chain, end, state }: Walk, request: StoredRequest | undefined, found: Findings): void {
  const kind = "row_differs";
  if (!request) {
    const message = "There are events of a request that is not there any more.";
    found.report(chain, { sequence: 1, kind, message });
    return;
  }
  found.report(chain, endMisfit("Event", end, request.end, "the request"));
  const fields = state ? differences(request.state, state) : ["everything"];
  if (fields.length === 0) return;
  const message = `The request is stored otherwise than its events tell: ${fields.join(", ")}.`;
  found.report(chain, { sequence: end.sequence, kind, message });
}
