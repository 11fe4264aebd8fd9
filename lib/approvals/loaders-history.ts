import { database, type Queryable } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import type { OrganizationId, RequestId } from "@/lib/kernel/ids";
import { type Page, pageOf } from "@/lib/kernel/page";
import { invalidField } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { namesWhenAsked } from "./core/record-words";
import type { HistoryFilter, RequestFilter } from "./input-list";
import { type ClosedRequest, completeVisible, cursorOf, type ListedRequest } from "./loaders";
import { historyRow } from "./rows";
import { listNamesWhenAsked, type RequestRow } from "./views";
import { listMySets } from "./views-asking";
import { closedAtOf, listClosed } from "./views-lists";

interface HistoryInput {
  /** `from` and `until` are days of closing here, not instants of opening. */
  filter: Omit<RequestFilter, "from" | "until" | "state" | "overridden"> &
    Pick<HistoryFilter, "from" | "until"> & { state?: RequestFilter["state"] | HistoryFilter["state"] };
  cursor?: string | undefined;
  limit: number;
}

/** Closed requests the caller may see, newest first by closing (product.md, 9). The cost does not grow with the page's depth. */
export async function loadHistory(
  caller: Caller,
  input: HistoryInput,
  db: Queryable = database(),
): Promise<Result<Page<ReturnType<typeof historyRow>>>> {
  const page = await closedPage(db, caller, input);
  return page.ok ? ok({ ...page.value, items: page.value.items.map(historyRow) }) : page;
}

const day = 86_400_000;

/** The same as they are, for the page and for the export: one query, one order, the same rights. */
export async function closedPage(
  db: Queryable,
  caller: Caller,
  { filter, cursor, limit }: HistoryInput,
): Promise<Result<Page<ClosedRequest>>> {
  const after = cursorOf(cursor);
  if (after === "wrong")
    return refused(invalidField("cursor", "This cursor is not of this list. Leave it out to begin again."));
  const { from, until, state, ...others } = filter;
  const rows = await listClosed(db, caller, await listMySets(db, caller), {
    filter: {
      ...others,
      ...(state === "overridden" ? { state: "closed", overridden: true } : { state: state ?? "closed" }),
    },
    within: {
      from: from ? new Date(from) : null,
      before: until ? new Date(new Date(until).getTime() + day) : null,
    },
    after,
    limit: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => [closedAtOf(row).toISOString(), row.id]);
  const [listed, names] = await Promise.all([
    completeVisible(db, caller, page.items),
    namesOf(db, caller.organizationId, page.items),
  ]);
  return ok({ ...page, items: listed.map((one) => ({ ...one, askedAs: askedAs(one, names) })) });
}

type Names = Map<RequestId, Map<string, string>>;

async function namesOf(db: Queryable, organizationId: OrganizationId, rows: RequestRow[]): Promise<Names> {
  const ids = rows.map(({ id }) => id);
  const events = await listNamesWhenAsked(db, organizationId, ids);
  return new Map(events.map((event) => [event.requestId, namesWhenAsked(event)]));
}

function askedAs({ state, roster }: ListedRequest, names: Names): ClosedRequest["askedAs"] {
  return (id) => names.get(state.id)?.get(id) ?? roster.members.get(id)?.name ?? "somebody who left";
}
