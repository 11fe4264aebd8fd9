import { database, type Queryable } from "@/db/client";
import { readChanges } from "@/lib/catalog/views-changes";
import type { Caller } from "@/lib/directory/caller";
import { type Page, pageOf, readCursor } from "@/lib/kernel/page";
import { invalidField } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { awaitChange } from "./await-change";
import type { RequestState } from "./core/request-state";
import { isOpen } from "./core/vocabulary";
import type { Alongside } from "./decide-under-lock";
import type { Executed } from "./execute";
import { type LoadedRequest, loadedFor } from "./loaded-request";
import { type ListInput, loadRequest, loadRequests } from "./loaders";
import { fullRequestJson, requestJson } from "./request-json";
import { listEvents } from "./views";

/** `GET /approval-requests`. */
export async function loadRequestsJson(caller: Caller, input: ListInput, db: Queryable = database()) {
  const page = await loadRequests(caller, input, db);
  return page.ok ? ok({ ...page.value, items: page.value.items.map(requestJson) }) : page;
}

/** `GET /approval-requests/{number}`, with the commits and the configuration's difference; secrets stay references. */
export async function loadRequestJson(
  caller: Caller,
  number: number,
  { acted = false }: { acted?: boolean } = {},
  db: Queryable = database(),
) {
  const loaded = await loadRequest(caller, number, db, acted);
  return loaded.ok ? ok(wholeJson(loaded.value, await changesJson(db, loaded.value.state))) : loaded;
}

/**
 * What the caller does, and then the request as that left it: with any token that could do it, even one that may read
 * nothing else. `act` may hand on what is asked alongside; if it does not, that is asked afterwards.
 */
export async function answerOf(
  db: Queryable,
  caller: Caller,
  act: (alongside: Alongside) => Promise<Result<Executed>>,
) {
  let changes: ReturnType<typeof changesJson> | undefined;
  const done = await act((one, state) => {
    changes = changesJson(one, state);
    return changes;
  });
  if (!done.ok) return done;
  const { read, state, now } = done.value;
  return ok(wholeJson(loadedFor(caller, read, state, now), await (changes ?? changesJson(db, state))));
}

function wholeJson(loaded: LoadedRequest, changes: Awaited<ReturnType<typeof changesJson>>) {
  return { ...fullRequestJson(loaded), changes };
}

/**
 * The same, once its state or use has changed, or after `seconds` as it is then. What is decided and not being used is
 * answered at once: nothing is waited for that only the caller could do.
 */
export async function loadChangedRequestJson(
  caller: Caller,
  number: number,
  { seconds, signal }: { seconds: number; signal: AbortSignal },
) {
  const loaded = await loadRequest(caller, number);
  if (!loaded.ok) return loaded;
  const { id, state, use } = loaded.value.state;
  if (isOpen(state) || use === "running")
    await awaitChange(database(), { id, known: `${state} ${use}` }, { milliseconds: seconds * 1000, signal });
  return loadRequestJson(caller, number);
}

/** What a promotion brings never changes. Null for what another system does. */
async function changesJson(db: Queryable, { workflow, organizationId, subject }: RequestState) {
  if (workflow !== "environment-promotion") return null;
  const { commits, configuration } = await readChanges(db, organizationId, {
    componentId: subject.component.id,
    build: subject.build.number,
    configurationId: subject.configuration.id,
    live: subject.live && {
      build: subject.live.build.number,
      configurationId: subject.live.configuration.id,
    },
  });
  const shown = commits.map(({ at, url: _, ...commit }) => ({ ...commit, at: at.toISOString() }));
  return { ...subject.changes, list: shown, configuration };
}

/** `GET /approval-requests/{number}/events`: the record, in order. */
export async function loadEventsJson(
  caller: Caller,
  number: number,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  db: Queryable = database(),
): Promise<Result<Page<ReturnType<typeof eventJson>>>> {
  const loaded = await loadRequest(caller, number, db);
  if (!loaded.ok) return loaded;
  const key = cursor === undefined ? [0] : readCursor(cursor, ["number"]);
  if (!key)
    return refused(invalidField("cursor", "This cursor is not of this list. Leave it out to begin again."));
  const rows = await listEvents(db, caller.organizationId, loaded.value.state.id, key[0] ?? 0, limit + 1);
  return ok(pageOf(rows.map(eventJson), limit, ({ sequence }) => [sequence]));
}

export function eventJson(event: Awaited<ReturnType<typeof listEvents>>[number]) {
  const { sequence, type, actor, at, data, previousHash, hash } = event;
  return { sequence, type, actor, at: at.toISOString(), data, previousHash, hash };
}
