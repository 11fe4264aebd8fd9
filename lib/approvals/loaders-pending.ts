import { database } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { ok, type Result } from "@/lib/kernel/result";
import { type ListedRequest, listDecidable, loadRequests } from "./loaders";
import { pendingRow } from "./rows";

export const pendingScopes = ["me", "mine", "all"] as const;
export type PendingScope = (typeof pendingScopes)[number];

const shown = 100;

/** Pending (product.md, 5): what I may decide, what I asked for, or all that is open and I may see; nearest deadline first. */
export async function loadPending(caller: Caller, scope: PendingScope) {
  const listed = await listedIn(caller, scope);
  if (!listed.ok) return listed;
  const rows = listed.value.map((request) => pendingRow(request, caller.member.id)).sort(byDeadline);
  return ok({ rows, isCut: listed.value.length === shown });
}

async function listedIn(caller: Caller, scope: PendingScope): Promise<Result<ListedRequest[]>> {
  if (scope === "me") return ok(await listDecidable(database(), caller, shown));
  const filter = scope === "mine" ? { state: "open" as const, mine: true } : { state: "open" as const };
  const page = await loadRequests(caller, { filter, limit: shown });
  return page.ok ? ok(page.value.items) : page;
}

type Row = ReturnType<typeof pendingRow>;

/** Those without a deadline come last, oldest first. */
function byDeadline(a: Row, b: Row): number {
  const end = Number.MAX_SAFE_INTEGER;
  return (
    (a.decideBy?.getTime() ?? end) - (b.decideBy?.getTime() ?? end) ||
    a.requestedAt.getTime() - b.requestedAt.getTime()
  );
}
