import { database } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { ok, type Result } from "@/lib/kernel/result";
import { mayCancel } from "./core/decide";
import { approversToRemind, remindableFrom } from "./core/reminders";
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
  const people = approversToRemind(state, roster, now).filter((one) => one !== id);
  const asked = new Set([
    ...state.asked.map(({ memberId }) => memberId),
    ...state.votes.map(({ voterId }) => voterId),
  ]);
  const told = asked.size === 1 ? "1 approver" : `${asked.size} approvers`;
  const others = [state.openedBy, state.startedBy].some((one) => one !== null && one !== id);
  return {
    ...pendingRow(request, id),
    isStarted: state.state !== "new",
    waitsFor: people
      .map((one) => roster.members.get(one)?.name ?? "somebody")
      .sort((a, b) => a.localeCompare(b)),
    remindedAt,
    /** Null: at once, when there is anybody to remind. */
    remindableFrom: remindableFrom(remindedAt, now),
    /** What cancelling does, in a sentence; null when the caller may not. */
    cancelEffect: mayCancel(state, id, { may, requesterLost: false })
      ? `${told}${others ? " and who else asked" : ""} will be told.`
      : null,
  };
}
