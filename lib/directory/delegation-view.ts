import type { Queryable } from "@/db/client";
import type { DelegationId, MemberId } from "@/lib/kernel/ids";
import type { Caller } from "./caller";
import { type DelegationState, delegationState } from "./delegation-state";
import { readClock } from "./store";
import { listDelegationsOf } from "./store-delegations";

export interface DelegationView {
  id: DelegationId;
  /** Whose authority it is. */
  principal: { id: MemberId; name: string };
  /** Who may decide with it. */
  to: { id: MemberId; name: string };
  scope: "organization" | { project: string };
  from: Date;
  /** Null: until it is cancelled. */
  until: Date | null;
  state: DelegationState;
  cancelledAt: Date | null;
  createdAt: Date;
}

/** Delegations from and to the caller, newest first, as they are by the database's clock. */
export async function delegationViews(
  db: Queryable,
  { organizationId, member }: Pick<Caller, "organizationId" | "member">,
  window: { before?: string | null; take: number; id?: string },
): Promise<DelegationView[]> {
  const rows = await listDelegationsOf(db, organizationId, member.id, window);
  const now = await readClock(db);
  return rows.map(({ project, startsAt: from, endsAt: until, ...row }) => ({
    ...row,
    scope: project === null ? "organization" : { project },
    from,
    until,
    state: delegationState({ startsAt: from, endsAt: until, cancelledAt: row.cancelledAt }, now),
  }));
}

/** One of them, or undefined. */
export async function delegationView(db: Queryable, caller: Caller, id: string) {
  const [view] = await delegationViews(db, caller, { take: 1, id });
  return view;
}
