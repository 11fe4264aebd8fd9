import { database, type Queryable } from "@/db/client";
import { readChanges } from "@/lib/catalog/views-changes";
import type { Caller } from "@/lib/directory/caller";
import type { OrganizationId } from "@/lib/kernel/ids";
import { type Page, pageOf, readCursor } from "@/lib/kernel/page";
import { invalidField } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { awaitChange } from "./await-change";
import type { PromotionSubject } from "./core/request-subject";
import { isOpen } from "./core/vocabulary";
import { type ListInput, loadRequest, loadRequests } from "./loaders";
import { fullRequestJson, requestJson } from "./request-json";
import { mayDecide } from "./token-rights";
import { findVotesPerPerson, listEvents, openingWarnings } from "./views";

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
  if (!loaded.ok) return loaded;
  const { state } = loaded.value;
  return ok({
    ...fullRequestJson(loaded.value),
    warnings: await openingWarnings(db, caller.organizationId, state.id),
    changes:
      state.workflow === "environment-promotion"
        ? await changesJson(db, caller.organizationId, state.subject)
        : null,
  });
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

async function changesJson(db: Queryable, organizationId: OrganizationId, subject: PromotionSubject) {
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

/**
 * Must a vote on it carry an Idempotency-Key? Where its rules let a person vote more than once (api.md), said to whoever
 * may see and decide; everyone else is refused by the verb.
 */
export async function loadVotesNeedKey(caller: Caller, number: number, db: Queryable): Promise<boolean> {
  if (!mayDecide(caller)) return false;
  const max = await findVotesPerPerson(db, caller.organizationId, number);
  return max !== undefined && max !== 1 && (await loadRequest(caller, number, db)).ok;
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
