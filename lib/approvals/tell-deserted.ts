import type { Transaction } from "@/db/client";
import type { EventId, MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import { listAdministrators } from "@/lib/workflows/store-administrators";
import { deserted } from "./core/taking-part";
import { complete } from "./loaders";
import { promiseDesertedMails } from "./store-deserted";
import { listAsking, listMySets, type SetCursor } from "./views-asking";

/** Requests that ask some sets of people, and which of their requirements nobody could decide before a change. */
interface Watched {
  organizationId: OrganizationId;
  sets: string[];
  before: Map<RequestId, string[]>;
}

/** `watchRequests` for everything that this member decides, in person or for others, before they lose some of it. */
export async function watchRequestsOf(
  tx: Transaction,
  organizationId: OrganizationId,
  id: MemberId,
  at?: Date,
): Promise<Watched> {
  const sets = await listMySets(tx, { organizationId, member: { id } });
  return watchRequests(
    tx,
    organizationId,
    sets.map(({ key }) => key),
    at,
  );
}

/**
 * Looks at the open requests that ask these approver sets, before somebody leaves them. `at`: as it was at that instant,
 * for what the clock has ended. In the transaction of the change.
 */
export async function watchRequests(
  tx: Transaction,
  organizationId: OrganizationId,
  sets: string[],
  at?: Date,
): Promise<Watched> {
  return { organizationId, sets, before: await desertedAmong(tx, organizationId, sets, at) };
}

/**
 * After the change: where the last person who could decide has gone by it, administrators are told, in one mail each
 * however many requests (engine.md, Saving refuses). The requests stay open: nothing is ever approved by that.
 */
export async function tellDeserted(
  tx: Transaction,
  { organizationId, sets, before }: Watched,
  eventId: EventId,
): Promise<void> {
  const after = await desertedAmong(tx, organizationId, sets);
  const requestIds = [...after]
    .filter(([id, names]) => names.some((name) => !before.get(id)?.includes(name)))
    .map(([id]) => id);
  if (requestIds.length === 0) return;
  const administrators = await listAdministrators(tx, organizationId);
  await promiseDesertedMails(tx, { organizationId, eventId, requestIds }, administrators);
}

const batch = 100;

async function desertedAmong(tx: Transaction, organizationId: OrganizationId, sets: string[], at?: Date) {
  const found: Watched["before"] = new Map();
  let after: SetCursor | null = null;
  for (;;) {
    const rows = await listAsking(tx, organizationId, sets, after, batch);
    for (const { state, roster, now } of await complete(tx, { organizationId }, rows)) {
      const names = deserted(state, roster, at ?? now);
      if (names.length > 0) found.set(state.id, names);
    }
    const last = rows.at(-1);
    if (rows.length < batch || !last) return found;
    after = last;
  }
}
