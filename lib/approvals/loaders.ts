import { database, type Queryable } from "@/db/client";
import { type Caller, inScope } from "@/lib/directory/caller";
import { projectsWith } from "@/lib/directory/permissions";
import type { MemberId, RequestId } from "@/lib/kernel/ids";
import { type Page, pageOf, readCursor } from "@/lib/kernel/page";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type Roster, usableCapacities } from "./core/eligibility";
import { isRequester, type RequestState } from "./core/request-state";
import { stateAt } from "./core/state-at";
import { takesPart } from "./core/taking-part";
import type { RequestFilter } from "./input-list";
import { type LoadedRequest, loadedFor, sees } from "./loaded-request";
import { readClock } from "./store";
import { readFacts } from "./store-facts";
import { readRoster } from "./store-roster";
import { stateOf } from "./store-state";
import { mayTakePart } from "./token-rights";
import { listVotes, type RequestRow } from "./views";
import { listAsking, listMySets, type SetCursor } from "./views-asking";
import { idsMatching, listVisible } from "./views-lists";

/** A request in a list, as it truly is at the instant it was read. */
export interface ListedRequest {
  state: RequestState;
  roster: Roster;
  now: Date;
}

/** A closed request, and what who asked was called when asking: it is told with the names of then (product.md, 9). */
export type ClosedRequest = ListedRequest & { askedAs: (id: MemberId) => string };

/** Rows with their votes and the people their rules name, in two statements however many rows. */
export async function complete(
  db: Queryable,
  { organizationId }: Pick<Caller, "organizationId">,
  rows: RequestRow[],
): Promise<ListedRequest[]> {
  if (rows.length === 0) return [];
  const votes = await listVotes(
    db,
    organizationId,
    rows.map(({ id }) => id),
  );
  const also = rows.flatMap(({ openedBy, startedBy, builders }) => [
    openedBy,
    ...(startedBy ? [startedBy] : []),
    ...builders,
  ]);
  const roster = await readRoster(
    db,
    organizationId,
    rows.map(({ rules }) => rules),
    [...also, ...votes.flatMap(({ voterId, principalId }) => [voterId, principalId])],
  );
  const now = await readClock(db);
  return rows.map((row) => {
    const mine = votes.filter(({ requestId }) => requestId === row.id);
    return { state: stateAt({ ...stateOf(row, { votes: [], uses: [] }), votes: mine }, now), roster, now };
  });
}

/** How many requests are read at a time along a walk of approver sets. */
export const batch = 100;

/**
 * Requests whose decision the caller's vote would be part of right now, newest first: exactly those where `decide` would
 * take it. Walks the approver sets and asks the core about each, until `limit` are found.
 */
export async function listDecidable(
  db: Queryable,
  caller: Caller,
  limit: number,
  { filter, cursor = null }: { filter?: RequestFilter; cursor?: SetCursor | null } = {},
): Promise<ListedRequest[]> {
  const walk = (sets: string[], after: SetCursor | null) =>
    listAsking(db, caller.organizationId, sets, after, batch);
  return decidableAlong(db, caller, { limit, filter, cursor }, walk);
}

/** The same along any walk of the approver sets. What is walked is a superset of what is found. */
export async function decidableAlong<Cursor>(
  db: Queryable,
  caller: Caller,
  wanted: { limit: number; filter?: RequestFilter | undefined; cursor: Cursor | null },
  walk: (sets: string[], after: Cursor | RequestRow | null) => Promise<RequestRow[]>,
): Promise<ListedRequest[]> {
  const { limit, filter, cursor } = wanted;
  const sets = (await listMySets(db, caller)).map(({ key }) => key);
  const found: ListedRequest[] = [];
  let after: Cursor | RequestRow | null = cursor;
  while (found.length < limit) {
    const rows = await walk(sets, after);
    const asked = await complete(db, caller, rows);
    const ids = rows.map(({ id }) => id);
    const passing = filter && (await idsMatching(db, caller.organizationId, ids, filter, caller.member.id));
    found.push(
      ...asked.filter(
        ({ state, roster, now }) =>
          (passing?.has(state.id) ?? true) &&
          usableCapacities(state, caller.member.id, roster, now).length > 0,
      ),
    );
    const last = rows.at(-1);
    if (rows.length < batch || !last) break;
    after = last;
  }
  return found.slice(0, limit);
}

/** The badge: how many requests wait for the caller, counted up to 100 ("99+"). */
export async function countPending(caller: Caller): Promise<number> {
  return (await listDecidable(database(), caller, 100)).length;
}

export interface ListInput {
  filter: RequestFilter;
  canDecide?: boolean | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Requests the caller may see, newest first by opening. */
export async function loadRequests(
  caller: Caller,
  { filter, canDecide, cursor, limit }: ListInput,
  db: Queryable = database(),
): Promise<Result<Page<ListedRequest>>> {
  if (!inScope(caller, "request.read")) return refused(refusal("not_permitted"));
  const after = cursorOf(cursor);
  if (after === "wrong")
    return refused(invalidField("cursor", "This cursor is not of this list. Leave it out to begin again."));
  if (canDecide) {
    const from = after && { openedAt: after.at, id: after.id };
    const found = await listDecidable(db, caller, limit + 1, { filter, cursor: from });
    return ok(pageOf(found, limit, ({ state }) => [state.openedAt.toISOString(), state.id]));
  }
  const wanted = { filter, after, limit: limit + 1 };
  const rows = await listVisible(db, caller, await listMySets(db, caller), wanted);
  const page = pageOf(rows, limit, ({ openedAt, id }) => [openedAt.toISOString(), id]);
  return ok({ ...page, items: await completeVisible(db, caller, page.items) });
}

/**
 * The same, without those that only the sets of approvers let through: these are wider than the rules (narrowing,
 * delegates that are not allowed), and a list shows nothing that its number would not (engine.md, rule 15).
 */
export async function completeVisible(
  db: Queryable,
  caller: Caller,
  rows: RequestRow[],
): Promise<ListedRequest[]> {
  const projects = projectsWith(caller.roles, "request.read");
  const { id } = caller.member;
  const listed = await complete(db, caller, rows);
  return listed.filter(
    ({ state, roster, now }) =>
      projects === "all" ||
      (state.projectId !== null && projects.includes(state.projectId)) ||
      isRequester(state, id) ||
      state.asked.some(({ memberId }) => memberId === id) ||
      state.votes.some(({ voterId }) => voterId === id) ||
      takesPart(state, id, roster, now),
  );
}

export function cursorOf(cursor: string | undefined): { at: Date; id: RequestId } | null | "wrong" {
  if (cursor === undefined) return null;
  const key = readCursor(cursor, ["string", "string"]);
  const at = key && new Date(key[0]);
  const fits = key && at && at.getTime() > 0 && at.toISOString() === key[0] && key[0].length === 24;
  return fits ? { at, id: key[1] as RequestId } : "wrong";
}

/**
 * One request by its number. For whoever may not see it, and for every other organization, it does not exist (rule 15).
 * `acted`: the caller has just done something about it and is told what it is now.
 */
export async function loadRequest(
  caller: Caller,
  number: number,
  db: Queryable = database(),
  acted = false,
): Promise<Result<LoadedRequest>> {
  if (!acted && !mayTakePart(caller)) return refused(refusal("not_permitted"));
  const read = await readFacts(db, caller.organizationId, { number }, caller.member.id);
  if (!read) return refused(refusal("not_found"));
  const loaded = loadedFor(caller, read, stateAt(read.state, read.now), read.now);
  return sees(caller, read, loaded.state, read.now, acted) ? ok(loaded) : refused(refusal("not_found"));
}
