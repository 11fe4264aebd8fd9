import { database } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { ok, type Result } from "@/lib/kernel/result";
import { askerActions } from "./asker-actions";
import { mayCancel } from "./core/decide";
import type { ListedRequest } from "./loaders";
import { listPending, type PendingWanted } from "./loaders-pending";
import { pendingRow } from "./rows";
import { listReminders } from "./views";

type MineRow = ReturnType<typeof mineRow>;

/** What the page Pending shows in one of its scopes; what is one's own, with what can be done about it. */
export async function loadPendingPage(
  caller: Caller,
  wanted: PendingWanted,
): Promise<
  Result<{ rows: ReturnType<typeof pendingRow>[]; nextCursor: string | null; mine: MineRow[] | null }>
> {
  const listed = await listPending(caller, wanted);
  if (!listed.ok) return listed;
  const { items, nextCursor } = listed.value;
  const rows = items.map((request) => pendingRow(request, caller.member.id));
  if (wanted.scope !== "mine") return ok({ rows, nextCursor, mine: null });
  const ids = items.map(({ state }) => state.id);
  const reminders = await listReminders(database(), caller.organizationId, ids);
  const mine = items.map((request) => mineRow(caller, request, reminders.get(request.state.id) ?? null));
  return ok({ rows, nextCursor, mine });
}

function mineRow(caller: Caller, request: ListedRequest, remindedAt: Date | null) {
  const { state, roster, now } = request;
  const { id } = caller.member;
  const may = {
    create: false,
    execute: false,
    override: false,
    see: true,
    cancel: callerMay(caller, "request.cancel", state.projectId ?? "organization"),
  };
  const cancels = mayCancel(state, id, { may, requesterLost: false });
  return {
    ...pendingRow(request, id),
    ...askerActions({ state, roster, now, remindedAt, mayCancel: cancels }, id),
  };
}
