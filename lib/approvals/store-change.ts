import type { Transaction } from "@/db/client";
import { type ChainEnd, eventHash, genesisHash } from "@/lib/audit/chain";
import type { EventId, MemberId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { toldOfRequest } from "@/lib/webhooks/store-promises";
import { approverSetsOf } from "./approver-sets";
import type { Effect } from "./core/effects";
import type { RequestEvent } from "./core/events";
import type { RequestState } from "./core/request-state";
import { type StoredPart, type StoredValues, storing } from "./store-statement";
import { mutableValues, openedValues } from "./store-values";

export interface Change {
  before: RequestState | null;
  after: RequestState;
  events: RequestEvent[];
  effects: Effect[];
  /** Where the request's chain ended before. */
  chain: ChainEnd;
  /** False where it is known that there are none: then the statement is not made longer by them. */
  hasWebhooks: boolean;
}

export const newChain: ChainEnd = { sequence: 0, hash: genesisHash };

/** What `storeChange` sends, and the ids that it gives the events. */
export interface ChangeStatement {
  statement: ReturnType<typeof storing>;
  values: StoredValues;
  eventIds: EventId[];
}

/** Step 3 of the write path: one statement. */
export async function storeChange(tx: Transaction, { statement, values }: ChangeStatement): Promise<void> {
  await statement.run(tx, values);
}

/** Events, row, votes, uses, who may see it, and effects, as one statement; null where nothing happened. */
export function changeStatement(change: Change): ChangeStatement | null {
  const { after, before } = change;
  const events = chained(change);
  const last = events.at(-1);
  if (!last) return null;
  const told = change.hasWebhooks ? toldOfRequest(after, events) : [];
  const lists: Record<StoredPart, unknown[]> = {
    ...votesOf(change, events),
    ...peopleOf(change),
    uses: usesOf(change),
    effects: change.effects.map(({ event, kind, recipient }) => ({
      id: newId("eff"),
      event_id: events[event]?.id,
      kind,
      recipient,
      payload: { requestId: after.id },
    })),
    told,
  };
  const needed = Object.entries(lists).filter(([, list]) => list.length > 0) as [StoredPart, unknown[]][];
  const values: StoredValues = {
    ...(before === null ? openedValues(after) : {}),
    ...mutableValues(after),
    organizationId: after.organizationId,
    requestId: after.id,
    projectId: after.projectId,
    openedAt: after.openedAt.toISOString(),
    decideBy: after.expiresAt?.toISOString() ?? "infinity",
    lastSequence: last.sequence,
    lastHash: last.hash,
    events: JSON.stringify(events),
    ...Object.fromEntries(
      needed.map(([part, list]) => [part, ofTexts.has(part) ? list : JSON.stringify(list)]),
    ),
  };
  const statement = storing(before === null, new Set(needed.map(([part]) => part)));
  return { statement, values, eventIds: events.map(({ id }) => id) };
}

const ofTexts: ReadonlySet<StoredPart> = new Set(["people", "concerned", "gone", "come"]);

/** Numbers and chains events. Data goes through JSON once, so that what is hashed is what can be read back. */
function chained(change: Change) {
  let { sequence, hash: previousHash } = change.chain;
  return change.events.map(({ type, actor, at, data }) => {
    sequence += 1;
    const { id: request, organizationId: organization } = change.after;
    const event = { type, actor, at, data: JSON.parse(JSON.stringify(data)), sequence, previousHash };
    const hash = eventHash({ ...event, organization, request });
    previousHash = hash;
    return {
      id: newId("evt"),
      organization_id: organization,
      request_id: request,
      ...event,
      previous_hash: event.previousHash,
      hash,
    };
  });
}

/** Votes that were cast, and those that count no more. */
function votesOf({ before, after }: Change, events: ReturnType<typeof chained>) {
  const sequenceOf = new Map(
    events.flatMap(({ type, data, sequence }) =>
      type === "vote.cast" ? [[data.voteId as string, sequence]] : [],
    ),
  );
  const old = new Map(before?.votes.map((vote) => [vote.id, vote]) ?? []);
  return {
    votes: after.votes
      .filter(({ id }) => !old.has(id))
      .map((vote) => ({ ...snake(vote), sequence: sequenceOf.get(vote.id) })),
    replaced: after.votes
      .filter(({ id, replacedAt }) => replacedAt !== null && old.get(id)?.replacedAt === null)
      .map(snake),
  };
}

function usesOf({ before, after }: Change) {
  const old = new Map(before?.uses.map((use) => [use.id, use]) ?? []);
  return after.uses.filter((use) => JSON.stringify(old.get(use.id)) !== JSON.stringify(use)).map(snake);
}

/** Who may see it from now on, and which sets of people are asked no more, and now. */
function peopleOf({ before, after, events }: Change) {
  const known = takingPart(before);
  const told = events.flatMap((event) => (event.type === "step.opened" ? event.data.told : []));
  const had = approverSetsOf(before);
  const has = approverSetsOf(after);
  const closes = after.closedAt !== null && (before?.closedAt ?? null) === null;
  return {
    concerned: closes ? [...concernedBy(after)] : [],
    people: [...new Set([...takingPart(after), ...told].filter((id) => !known.has(id)))],
    gone: [...had].filter((key) => !has.has(key)),
    come: [...has].filter((key) => !had.has(key)),
  };
}

/** Whom History finds a closed request by. */
function concernedBy({ openedBy, startedBy, closedBy, votes }: RequestState): Set<MemberId> {
  const ended = closedBy?.kind === "member" ? [closedBy.memberId] : [];
  const voted = votes.flatMap(({ voterId, principalId }) => [voterId, principalId]);
  return new Set([openedBy, ...(startedBy ? [startedBy] : []), ...voted, ...ended]);
}

/** Everybody asked, and all whose vote was cast: they may see it ever after, and were stored with the change that made it so. */
function takingPart(state: RequestState | null): Set<MemberId> {
  const votes = state?.votes.flatMap(({ voterId, principalId }) => [voterId, principalId]) ?? [];
  return new Set([...(state?.asked.map(({ memberId }) => memberId) ?? []), ...votes]);
}

function snake(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      held,
    ]),
  );
}
