import { type SQL, sql } from "drizzle-orm";
import { type Prepared, prepared } from "@/db/prepared";
import { promises } from "@/lib/webhooks/store-promises";

/** Values of the statement by their names: texts, numbers, lists of texts, and JSON as text. */
export type StoredValues = Record<string, unknown>;

const given = (name: string): SQL => sql`${sql.placeholder(name)}`;
const json = (name: string): SQL => sql`${given(name)}::jsonb`;
const instant = (name: string): SQL => sql`${given(name)}::timestamptz`;
const owner = () => sql`${given("organizationId")} as organization_id, ${given("requestId")} as request_id`;

/** What an event can change of a row; the rest was fixed when the request was opened. */
const mutable = () =>
  sql`${given("state")} as state, ${given("use")} as use, ${given("openStep")}::int as open_step, ${json("asked")} as asked,
    ${instant("decidedAt")} as decided_at, ${instant("lapsesAt")} as lapses_at, ${instant("closedAt")} as closed_at,
    ${json("closedBy")} as closed_by, ${given("closeReason")}::text as close_reason, ${given("overridden")}::boolean as overridden,
    ${given("lastSequence")}::int as last_sequence, ${given("lastHash")} as last_hash`;

const updateRow =
  () => sql`update approval_request r set state = n.state, use = n.use, open_step = n.open_step, asked = n.asked, decided_at = n.decided_at,
    lapses_at = n.lapses_at, closed_at = n.closed_at, closed_by = n.closed_by, close_reason = n.close_reason, overridden = n.overridden,
    last_sequence = n.last_sequence, last_hash = n.last_hash
    from (select ${mutable()}) n
    where r.organization_id = ${given("organizationId")} and r.id = ${given("requestId")}`;

const insertRow =
  () => sql`insert into approval_request (id, organization_id, number, workflow, subject_key, subject, project_id, component_id, from_environment_id,
    to_environment_id, build_id, configuration_id, fingerprint, fingerprint_input, profile_id, profile_version, profile_name, rules_from, rules, rules_hash,
    opened_by, started_by, builders, message, opened_at, expires_at,
    state, use, open_step, asked, decided_at, lapses_at, closed_at, closed_by, close_reason, overridden, last_sequence, last_hash)
    select ${given("requestId")}, ${given("organizationId")}, ${given("number")}::int, ${given("workflow")}, ${given("subjectKey")}, ${json("subject")}, ${given("projectId")}::text,
      ${given("componentId")}::text, ${given("fromId")}::text, ${given("toId")}::text, ${given("buildId")}::text, ${given("configurationId")}::text, ${given("fingerprint")},
      ${json("fingerprintInput")}, ${given("profileId")}::text, ${given("profileVersion")}::int, ${given("profileName")}::text, ${given("rulesFrom")}::text, ${json("rules")},
      ${given("rulesHash")}, ${given("openedBy")}, ${given("startedBy")}::text, ${given("builders")}::text[], ${given("message")}::text, ${instant("openedAt")},
      ${instant("expiresAt")}, n.* from (select ${mutable()}) n`;

const events =
  () => sql`insert into request_event (id, organization_id, request_id, sequence, type, actor, at, data, previous_hash, hash)
      select * from jsonb_to_recordset(${json("events")}) as e(id text, organization_id text, request_id text, sequence int, type text, actor jsonb, at timestamptz, data jsonb, previous_hash text, hash text)`;

/** What a change may bring besides its events. A statement holds only what it needs: each part costs time, also with no rows. */
const parts = {
  votes:
    () => sql`insert into vote (organization_id, request_id, id, sequence, voter_id, principal_id, step, requirement, decision, comment, cast_at, replaced_at)
      select ${owner()}, v.* from jsonb_to_recordset(${json("votes")}) as v(id text, sequence int, voter_id text, principal_id text, step int, requirement text, decision text, comment text, cast_at timestamptz, replaced_at timestamptz)`,
  replaced:
    () => sql`update vote set replaced_at = r.replaced_at from jsonb_to_recordset(${json("replaced")}) as r(id text, replaced_at timestamptz)
      where vote.organization_id = ${given("organizationId")} and vote.id = r.id`,
  uses: () => sql`insert into approval_use (organization_id, request_id, id, started_by, started_at, outcome, finished_at)
      select ${owner()}, u.* from jsonb_to_recordset(${json("uses")}) as u(id text, started_by text, started_at timestamptz, outcome text, finished_at timestamptz)
      on conflict (id) do update set outcome = excluded.outcome, finished_at = excluded.finished_at where approval_use.outcome is null`,
  people: () => sql`insert into request_participant (organization_id, request_id, member_id)
      select ${owner()}, unnest(${given("people")}::text[]) on conflict do nothing`,
  concerned: () => sql`insert into closed_request_person (organization_id, request_id, closed_at, member_id)
      select ${owner()}, ${instant("closedAt")}, unnest(${given("concerned")}::text[])`,
  gone: () =>
    sql`delete from approver_set where organization_id = ${given("organizationId")} and request_id = ${given("requestId")} and set_key = any(${given("gone")}::text[])`,
  come: () => sql`insert into approver_set (organization_id, request_id, opened_at, decide_by, set_key)
      select ${owner()}, ${instant("openedAt")}, ${instant("decideBy")}, unnest(${given("come")}::text[])`,
  effects: () => sql`insert into effect (organization_id, id, event_id, kind, recipient, payload)
      select ${given("organizationId")}, f.* from jsonb_to_recordset(${json("effects")}) as f(id text, event_id text, kind text, recipient text, payload jsonb)
      on conflict (event_id, kind, recipient) do nothing`,
  told: () => promises(given("organizationId"), sql`${given("projectId")}::text`, given("told")),
} as const;

export type StoredPart = keyof typeof parts;

const made = new Map<string, Prepared<Record<string, unknown>>>();

/** The statement that stores a request's change: its row, its events, and these parts. Planned once per connection for each kind of change. */
export function storing(opens: boolean, needed: ReadonlySet<StoredPart>): Prepared<Record<string, unknown>> {
  const held = (Object.keys(parts) as StoredPart[]).filter((part) => needed.has(part));
  const name = ["store", opens ? "opened" : "change", ...held].join("_");
  let statement = made.get(name);
  if (!statement) {
    const more = held.map((part) => sql`, ${sql.raw(`stored_${part}`)} as (${parts[part]()})`);
    statement = prepared(
      name,
      sql`with stored as (${opens ? insertRow() : updateRow()}), stored_events as (${events()})${sql.join(more)} select 1`,
    );
    made.set(name, statement);
  }
  return statement;
}
