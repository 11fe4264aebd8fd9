import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { prepared, runPrepared } from "@/db/prepared";
import { approvalRequest } from "@/db/schema";
import { type ChainEnd, eventHash, genesisHash } from "@/lib/audit/chain";
import type { EventId, MemberId, OrganizationId, RequestId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { promisesOfRequest } from "@/lib/webhooks/store-promises";
import { approverSetsOf } from "./approver-sets";
import { lapseOf } from "./core/deadlines";
import type { Effect } from "./core/effects";
import type { RequestEvent } from "./core/events";
import type { RequestState } from "./core/request-state";
import type { About, RequestWorkflow } from "./core/request-subject";

export type RequestRef = { id: RequestId } | { number: number };

const lockBy = (name: string, which: SQL) =>
  prepared(
    name,
    sql`select 1 from ${approvalRequest} where organization_id = ${sql.placeholder("organizationId")} and ${which} for update`,
  );
const lockById = lockBy("lock_by_id", sql`id = ${sql.placeholder("id")}`);
const lockByNumber = lockBy("lock_by_number", sql`number = ${sql.placeholder("number")}`);

/** Step 1 of the write path: the row's lock, and nothing else in that statement. */
export async function lockRequest(
  tx: Transaction,
  organizationId: OrganizationId,
  ref: RequestRef,
): Promise<void> {
  await ("id" in ref ? lockById : lockByNumber).run(tx, { organizationId, ...ref });
}

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

/** What `storeChange` sends, and the ids that it gives the events. */
export interface ChangeStatement {
  name: string;
  statement: SQL;
  eventIds: EventId[];
}

/** Step 3 of the write path: one statement. */
export async function storeChange(tx: Transaction, { name, statement }: ChangeStatement): Promise<void> {
  await runPrepared(tx, name, statement);
}

/** Events, row, votes, uses, who may see it, and effects, as one statement; null where nothing happened. */
export function changeStatement(change: Change): ChangeStatement | null {
  const { after, before } = change;
  const events = chained(change);
  const last = events.at(-1);
  if (!last) return null;
  const sequenceOfVote = new Map(
    events.flatMap((e) => (e.type === "vote.cast" ? [[e.data.voteId as string, e.sequence]] : [])),
  );
  const old = new Map(before?.votes.map((vote) => [vote.id, vote]) ?? []);
  const votes = after.votes
    .filter(({ id }) => !old.has(id))
    .map((vote) => ({ ...snake(vote), sequence: sequenceOfVote.get(vote.id) }));
  const replaced = after.votes
    .filter(({ id, replacedAt }) => replacedAt !== null && old.get(id)?.replacedAt === null)
    .map(snake);
  const oldUses = new Map(before?.uses.map((use) => [use.id, use]) ?? []);
  const uses = after.uses
    .filter((use) => JSON.stringify(oldUses.get(use.id)) !== JSON.stringify(use))
    .map(snake);
  const known = takingPart(before);
  const told = change.events.flatMap((event) => (event.type === "step.opened" ? event.data.told : []));
  const people = new Set([...takingPart(after), ...told].filter((id) => !known.has(id)));
  const sets = { had: approverSetsOf(before), has: approverSetsOf(after) };
  const gone = [...sets.had].filter((key) => !sets.has.has(key));
  const come = [...sets.has].filter((key) => !sets.had.has(key));
  const effects = change.effects.map((effect) => ({
    id: newId("eff"),
    event_id: events[effect.event]?.id,
    kind: effect.kind,
    recipient: effect.recipient,
    payload: { requestId: after.id },
  }));
  const owner = sql`${after.organizationId} as organization_id, ${after.id} as request_id`;
  const statement = sql`with
    stored as (${before === null ? insertRow(after, last.sequence, last.hash) : updateRow(after, last.sequence, last.hash)}),
    event as (insert into request_event (id, organization_id, request_id, sequence, type, actor, at, data, previous_hash, hash)
      select * from jsonb_to_recordset(${json(events)}) as e(id text, organization_id text, request_id text, sequence int, type text, actor jsonb, at timestamptz, data jsonb, previous_hash text, hash text)),
    cast_vote as (insert into vote (organization_id, request_id, id, sequence, voter_id, principal_id, step, requirement, decision, comment, cast_at, replaced_at)
      select ${owner}, v.* from jsonb_to_recordset(${json(votes)}) as v(id text, sequence int, voter_id text, principal_id text, step int, requirement text, decision text, comment text, cast_at timestamptz, replaced_at timestamptz)),
    replaced as (update vote set replaced_at = r.replaced_at from jsonb_to_recordset(${json(replaced)}) as r(id text, replaced_at timestamptz)
      where vote.organization_id = ${after.organizationId} and vote.id = r.id),
    used as (insert into approval_use (organization_id, request_id, id, started_by, started_at, outcome, finished_at)
      select ${owner}, u.* from jsonb_to_recordset(${json(uses)}) as u(id text, started_by text, started_at timestamptz, outcome text, finished_at timestamptz)
      on conflict (id) do update set outcome = excluded.outcome, finished_at = excluded.finished_at where approval_use.outcome is null),
    participant as (insert into request_participant (organization_id, request_id, member_id)
      select ${owner}, unnest(${sql.param([...people])}::text[]) on conflict do nothing),
    set_gone as (delete from approver_set where organization_id = ${after.organizationId} and request_id = ${after.id} and set_key = any(${sql.param(gone)}::text[])),
    set_come as (insert into approver_set (organization_id, request_id, opened_at, set_key)
      select ${owner}, ${after.openedAt.toISOString()}::timestamptz, unnest(${sql.param(come)}::text[])),
    promised as (insert into effect (organization_id, id, event_id, kind, recipient, payload)
      select ${after.organizationId}, f.* from jsonb_to_recordset(${json(effects)}) as f(id text, event_id text, kind text, recipient text, payload jsonb)
      on conflict (event_id, kind, recipient) do nothing)
    ${change.hasWebhooks ? sql`, told as (${promisesOfRequest(after, events)})` : sql``}
    select 1`;
  const name = `store_${before === null ? "opened" : "change"}${change.hasWebhooks ? "_and_tell" : ""}`;
  return { name, statement, eventIds: events.map(({ id }) => id) };
}

/** Everybody asked, and all whose vote was cast: they may see it ever after, and were stored with the change that made it so. */
function takingPart(state: RequestState | null): Set<MemberId> {
  const votes = state?.votes.flatMap(({ voterId, principalId }) => [voterId, principalId]) ?? [];
  return new Set([...(state?.asked.map(({ memberId }) => memberId) ?? []), ...votes]);
}

function json(value: unknown): SQL {
  return sql`${JSON.stringify(value)}::jsonb`;
}

function snake(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      held,
    ]),
  );
}

/** What an event can change of a row; the rest was fixed when the request was opened. */
function mutable(state: RequestState, sequence: number, hash: string): SQL {
  return sql`${state.state} as state, ${state.use} as use, ${state.openStep}::int as open_step, ${json(state.asked)} as asked,
    ${iso(state.decidedAt)}::timestamptz as decided_at, ${iso(lapseOf(state))}::timestamptz as lapses_at, ${iso(state.closedAt)}::timestamptz as closed_at,
    ${state.closedBy === null ? null : JSON.stringify(state.closedBy)}::jsonb as closed_by, ${state.closeReason}::text as close_reason,
    ${state.overridden}::boolean as overridden, ${sequence}::int as last_sequence, ${hash} as last_hash`;
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

function updateRow(state: RequestState, sequence: number, hash: string): SQL {
  return sql`update approval_request r set state = n.state, use = n.use, open_step = n.open_step, asked = n.asked, decided_at = n.decided_at,
    lapses_at = n.lapses_at, closed_at = n.closed_at, closed_by = n.closed_by, close_reason = n.close_reason, overridden = n.overridden,
    last_sequence = n.last_sequence, last_hash = n.last_hash
    from (select ${mutable(state, sequence, hash)}) n
    where r.organization_id = ${state.organizationId} and r.id = ${state.id}`;
}

/** Ids of what a promotion is about, for joins, filters and foreign keys. */
function placeOf(about: About) {
  if (about.workflow !== "environment-promotion")
    return { component: null, from: null, to: null, build: null, configuration: null };
  const { component, from, to, build, configuration } = about.subject;
  return {
    component: component.id,
    from: from.id,
    to: to.id,
    build: build.id,
    configuration: configuration.id,
  };
}

function insertRow(state: RequestState, sequence: number, hash: string): SQL {
  const { subject, profile } = state;
  const place = placeOf(state);
  return sql`insert into approval_request (id, organization_id, number, workflow, subject_key, subject, project_id, component_id, from_environment_id,
    to_environment_id, build_id, configuration_id, fingerprint, fingerprint_input, profile_id, profile_version, profile_name, rules_from, rules, rules_hash,
    opened_by, started_by, builders, message, opened_at, expires_at,
    state, use, open_step, asked, decided_at, lapses_at, closed_at, closed_by, close_reason, overridden, last_sequence, last_hash)
    select ${state.id}, ${state.organizationId}, ${state.number}::int, ${state.workflow}, ${state.subjectKey}, ${json(subject)}, ${state.projectId}::text, ${place.component}::text,
      ${place.from}::text, ${place.to}::text, ${place.build}::text, ${place.configuration}::text, ${state.fingerprint}, ${json(state.fingerprintInput)},
      ${profile?.id ?? null}::text, ${profile?.version ?? null}::int, ${profile?.name ?? null}::text, ${state.rulesFrom}::text, ${json(state.rules)}, ${state.rulesHash},
      ${state.openedBy}, ${state.startedBy}::text, ${sql.param(state.builders)}::text[], ${state.message}::text, ${iso(state.openedAt)}::timestamptz,
      ${iso(state.expiresAt)}::timestamptz, n.* from (select ${mutable(state, sequence, hash)}) n`;
}

/** Requests of a workflow that are open or whose approval waits to be used, by number: what is locked, is locked in this order. */
export async function listEndable(db: Queryable, organizationId: OrganizationId, workflow: RequestWorkflow) {
  const r = approvalRequest;
  const rows = await db
    .select({
      number: r.number,
      workflow: r.workflow,
      rulesFrom: r.rulesFrom,
      projectId: r.projectId,
      componentId: r.componentId,
      from: r.fromEnvironmentId,
      to: r.toEnvironmentId,
      closedAt: r.closedAt,
      subject: r.subject,
    })
    .from(r)
    .where(
      and(
        eq(r.organizationId, organizationId),
        eq(r.workflow, workflow),
        or(isNull(r.closedAt), eq(r.use, "ready")),
      ),
    )
    .orderBy(r.number);
  return rows.map(({ closedAt, ...row }) => ({ ...row, open: closedAt === null }));
}

/** The database's time, after whatever was locked before: `now()` would be the transaction's start. */
export async function readClock(tx: Queryable): Promise<Date> {
  const { rows } = await tx.execute<{ now: string }>(sql`select to_json(clock_timestamp()) as now`);
  return new Date(rows[0]?.now ?? "");
}

/** Requests whose deadline has passed and approvals whose time to be used has, oldest deadline first. */
export async function listOverdue(db: Queryable, limit: number) {
  const { rows } = await db.execute<{ organizationId: OrganizationId; id: RequestId; open: boolean }>(sql`
    (select organization_id as "organizationId", id, true as open from approval_request
      where closed_at is null and expires_at is not null and expires_at <= statement_timestamp() order by expires_at limit ${limit})
    union all
    (select organization_id, id, false from approval_request
      where use = 'ready' and lapses_at is not null and lapses_at <= statement_timestamp() order by lapses_at limit ${limit})`);
  return rows;
}
