import type pg from "pg";
import type { ComponentId, MemberId, RequestId, RoleId } from "../../lib/kernel/ids";

/** What copies differ in: number `n` takes the n-th of each list, from the beginning again where a list ends. */
export interface Variety {
  templates: RequestId[];
  requesters: MemberId[];
  components: ComponentId[];
  /** Stand in turn for `role`, wherever a template names it as approvers. */
  roles: RoleId[];
  role: RoleId;
}

const id = (prefix: string, value = "n") => `'${prefix}_' || lpad(to_hex(${value}), 32, '0')`;
const ofEvent = (prefix: string) => id(prefix, "n::bigint * 16 + t.sequence");
/** A text in which the template's role stands, with the copy's own. */
const withRole = (column: string) => `replace(${column}, named, w.role)`;
const ended = (column: string) => `case when ${column} is not null then w.closed_at end`;

/** What of a template's rows is written anew; every other column is as it was. `w` is the copy, `t` the template's row. */
const tables: Record<string, Record<string, string>> = {
  approval_request: {
    id: id("req"),
    number: "n",
    subject_key: "t.subject_key || ' ' || n",
    component_id: "w.component",
    project_id: "(select project_id from component where id = w.component)",
    opened_by: "w.requester",
    opened_at: "w.opened_at",
    expires_at: "w.opened_at + interval '10 years'",
    decided_at: ended("t.decided_at"),
    closed_at: ended("t.closed_at"),
    rules: `case when t.closed_at is null then ${withRole("t.rules::text")}::jsonb else t.rules end`,
  },
  request_event: { id: ofEvent("evt"), request_id: id("req"), at: "w.opened_at" },
  vote: { id: ofEvent("vot"), request_id: id("req") },
  approval_use: { id: id("use"), request_id: id("req") },
  request_participant: { request_id: id("req") },
  closed_request_person: {
    request_id: id("req"),
    closed_at: "w.closed_at",
    member_id: "coalesce(nullif(t.member_id, w.asker), w.requester)",
  },
  approver_set: { request_id: id("req"), opened_at: "w.opened_at", set_key: withRole("t.set_key") },
};

/** One a minute, ending now: the newest has the highest number, as in life; closed within two days. */
const wanted = `select n, $7::text as named, one.*, opened_at + make_interval(mins => (n % 2880 * 7919) % 2880) as closed_at
  from generate_series($2::int, $3::int) n, lateral (select
    date_trunc('minute', clock_timestamp()) - make_interval(mins => $8::int - n) as opened_at,
    ($1::text[])[1 + n % cardinality($1::text[])] as template,
    ($9::text[])[1 + n % cardinality($1::text[])] as asker,
    ($4::text[])[1 + n / 7 % cardinality($4::text[])] as requester,
    ($5::text[])[1 + n / 3 % cardinality($5::text[])] as component,
    ($6::text[])[1 + n / 10 % cardinality($6::text[])] as role) one`;

const atOnce = 50_000;

/**
 * Copies requests with all their rows, numbered from `first` to `last`: a history of years in the shape in which the
 * write path stores it, without the time that deciding takes. What differs is told by `Variety`; hashes are not made
 * anew, so such a record does not verify. Foreign keys are not asked: all that is named is there.
 */
export async function copyRequests(
  owner: pg.Pool,
  { templates, requesters, components, roles, role }: Variety,
  { first, last, newest = last }: { first: number; last: number; newest?: number },
): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("set session_replication_role = replica");
    const { rows } = await client.query<{ asker: string }>(
      "select opened_by as asker from unnest($1::text[]) with ordinality as wanted(id, place) join approval_request using (id) order by place",
      [templates],
    );
    const askers = rows.map(({ asker }) => asker);
    await client.query(`set work_mem = '256MB'`);
    for (const [table, anew] of Object.entries(tables)) {
      const statement = await copying(client, table, anew);
      for (let from = first; from <= last; from += atOnce) {
        const to = Math.min(last, from + atOnce - 1);
        const lists = [requesters, components, roles, role, newest, askers];
        await client.query(statement, [templates, from, to, ...lists]);
      }
    }
  } finally {
    client.release(true);
  }
}

async function copying(client: pg.PoolClient, table: string, anew: Record<string, string>): Promise<string> {
  const { rows } = await client.query<{ column: string }>(
    "select attname as column from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum",
    [table],
  );
  const columns = rows.map(({ column }) => column);
  const key = table === "approval_request" ? "id" : "request_id";
  return `insert into ${table} (${columns.map((column) => `"${column}"`).join(", ")})
    select ${columns.map((column) => anew[column] ?? `t."${column}"`).join(", ")}
    from (${wanted}) w join ${table} t on t.${key} = w.template order by n`;
}
