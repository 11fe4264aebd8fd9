import type { Database, Queryable } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type ChainEnd, eventHash, genesisHash } from "./chain";
import { type Findings, findings, type Verification } from "./findings";
import { endMisfit, misfit } from "./fit";
import { verifyRequests } from "./verify-requests";
import { verifyRoots } from "./verify-roots";
import { auditEventsAfter, findEnds } from "./views-record";

const eventsAtOnce = 1000;

/** Checks the caller's organization's whole record. Needs `audit.read`. */
export async function verifyAudit(db: Database, caller: Caller): Promise<Result<Verification>> {
  if (!callerMay(caller, "audit.read", "organization")) return refused(refusal("not_permitted"));
  return ok(await verifyRecord(db, caller.organizationId));
}

/**
 * Checks everything that rule 13 of engine.md promises: the organization's chain, every request's, that each request is
 * stored as its chain tells, and the roots. As of one instant, in batches: a long record takes time and no memory.
 */
export async function verifyRecord(db: Database, organizationId: OrganizationId): Promise<Verification> {
  const found = findings();
  await db.transaction(
    async (tx) => {
      const ends = await findEnds(tx, organizationId);
      invariant(ends, "who asks belongs to an organization");
      await verifyOrganization(tx, organizationId, ends.audit, found);
      await verifyRequests(tx, organizationId, found);
      await verifyRoots(tx, organizationId, ends.roots, found);
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  return found.result();
}

async function verifyOrganization(
  db: Queryable,
  organizationId: OrganizationId,
  row: ChainEnd,
  found: Findings,
): Promise<void> {
  let end: ChainEnd = { sequence: 0, hash: genesisHash };
  for (;;) {
    const events = await auditEventsAfter(db, organizationId, end.sequence, eventsAtOnce);
    for (const { organizationId: organization, id: _, hash, ...event } of events) {
      const made = eventHash({ ...event, organization, request: null });
      found.report("organization", misfit("Event", end, { ...event, hash }, made));
      end = { sequence: event.sequence, hash };
    }
    found.checked.events += events.length;
    if (events.length < eventsAtOnce) break;
  }
  found.report("organization", endMisfit("Event", end, row, "the organization"));
}
