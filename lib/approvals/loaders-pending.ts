import { database, type Queryable } from "@/db/client";
import { loadEnvironments, loadProjects } from "@/lib/catalog/loaders";
import { type Caller, inScope } from "@/lib/directory/caller";
import { pageOf, readCursor } from "@/lib/kernel/page";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { workflowWords } from "@/lib/workflows/workflow-words";
import { workflows } from "./core/vocabulary";
import type { RequestFilter } from "./input-list";
import { batch, completeVisible, decidableAlong, type ListedRequest } from "./loaders";
import { pendingRow } from "./rows";
import { type DeadlineCursor, listAskingSoonest, listMySets } from "./views-asking";
import { listVisibleSoonest } from "./views-lists";

export const pendingScopes = ["me", "mine", "all"] as const;
export type PendingScope = (typeof pendingScopes)[number];

export interface PendingWanted {
  scope: PendingScope;
  filter?: Pick<RequestFilter, "project" | "environment" | "workflow">;
  cursor?: string | undefined;
  limit?: number;
}

/**
 * Pending (product.md, 5): what I may decide, what I asked for, or all that is open and I may see; nearest deadline
 * first, those without one last. A page costs the same however many are open (engine.md, Speed).
 */
export async function loadPending(caller: Caller, wanted: PendingWanted, db: Queryable = database()) {
  const listed = await listPending(caller, wanted, db);
  if (!listed.ok) return listed;
  const { items, nextCursor } = listed.value;
  return ok({ rows: items.map((request) => pendingRow(request, caller.member.id)), nextCursor });
}

/** The same, as requests. */
export async function listPending(
  caller: Caller,
  { scope, filter = {}, cursor, limit = 50 }: PendingWanted,
  db: Queryable = database(),
): Promise<Result<{ items: ListedRequest[]; nextCursor: string | null }>> {
  const after = deadlineCursor(cursor);
  if (after === "wrong")
    return refused(invalidField("cursor", "This cursor is not of this list. Leave it out to begin again."));
  return listedIn(db, caller, scope, { filter, after, limit });
}

interface Window {
  filter: RequestFilter;
  after: DeadlineCursor | null;
  limit: number;
}

async function listedIn(
  db: Queryable,
  caller: Caller,
  scope: PendingScope,
  { filter, after, limit }: Window,
): Promise<Result<{ items: ListedRequest[]; nextCursor: string | null }>> {
  if (scope === "me") {
    const found = await listSoonest(db, caller, { filter, after, limit: limit + 1 });
    return ok(pageOf(found, limit, ({ state }) => keyOf(state)));
  }
  if (!inScope(caller, "request.read")) return refused(refusal("not_permitted"));
  const open = { ...filter, state: "open" as const, ...(scope === "mine" ? { mine: true } : {}) };
  const sets = await listMySets(db, caller);
  const rows = await listVisibleSoonest(db, caller, sets, { filter: open, after, limit: limit + 1 });
  const page = pageOf(rows, limit, keyOf);
  return ok({ ...page, items: await completeVisible(db, caller, page.items) });
}

function listSoonest(db: Queryable, caller: Caller, { filter, after, limit }: Window) {
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return decidableAlong<DeadlineCursor>(
    db,
    caller,
    { limit, filter: isFiltered ? filter : undefined, cursor: after },
    (sets, from) => listAskingSoonest(db, caller.organizationId, sets, from, batch),
  );
}

/** The request that waits next for the caller's decision, besides this one; null when none does. */
export async function loadNextToDecide(caller: Caller, besides: number, db: Queryable = database()) {
  const found = await listSoonest(db, caller, { filter: {}, after: null, limit: 2 });
  const next = found.find(({ state }) => state.number !== besides);
  return next ? pendingRow(next, caller.member.id) : null;
}

/** What Pending can be narrowed by: projects and environments that the caller may read, and workflows. */
export async function loadPendingChoices(caller: Caller) {
  const [projects, environments] = [
    await loadProjects(caller, { limit: 100 }),
    await loadEnvironments(caller),
  ];
  const named = (list: { slug: string; name: string }[]) =>
    list.map(({ slug, name }) => ({ value: slug, label: name }));
  return {
    project: projects.ok ? named(projects.value.items) : [],
    environment: environments.ok ? named(environments.value.items) : [],
    workflow: workflows
      .filter((name) => name !== "api-subscription")
      .map((value) => ({ value, label: workflowWords[value].name })),
  };
}

function keyOf({ expiresAt, openedAt, id }: DeadlineCursor): [string, string, string] {
  return [expiresAt?.toISOString() ?? "", openedAt.toISOString(), id];
}

function deadlineCursor(cursor: string | undefined): DeadlineCursor | null | "wrong" {
  if (cursor === undefined) return null;
  const key = readCursor(cursor, ["string", "string", "string"]);
  if (!key) return "wrong";
  const [expires, opened, id] = key;
  const [expiresAt, openedAt] = [expires === "" ? null : instantOf(expires), instantOf(opened)];
  return expiresAt === "wrong" || openedAt === "wrong"
    ? "wrong"
    : { expiresAt, openedAt, id: id as DeadlineCursor["id"] };
}

/** Only as `keyOf` wrote it: what the database would not read is no cursor. */
function instantOf(text: string): Date | "wrong" {
  const at = new Date(text);
  return at.getTime() > 0 && text.length === 24 && at.toISOString() === text ? at : "wrong";
}
