import { database, type Queryable } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { type Page, pageOf } from "@/lib/kernel/page";
import { invalidField } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { completeVisible, cursorOf, type ListInput } from "./loaders";
import { historyRow } from "./rows";
import { listMySets } from "./views-asking";
import { closedAtOf, listClosed } from "./views-lists";

/** Closed requests the caller may see, newest first by closing (product.md, 9). The cost does not grow with the page's depth. */
export async function loadHistory(
  caller: Caller,
  { filter, cursor, limit }: Omit<ListInput, "canDecide">,
  db: Queryable = database(),
): Promise<Result<Page<ReturnType<typeof historyRow>>>> {
  const after = cursorOf(cursor);
  if (after === "wrong")
    return refused(invalidField("cursor", "This cursor is not of this list. Leave it out to begin again."));
  const rows = await listClosed(db, caller, await listMySets(db, caller), {
    filter,
    after,
    limit: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => [closedAtOf(row).toISOString(), row.id]);
  const items = await completeVisible(db, caller, page.items);
  return ok({ ...page, items: items.map(historyRow) });
}
