import type pg from "pg";
import type { EffectId, OrganizationId } from "../../lib/kernel/ids";

/** What was promised to the outside: `kind → recipient`, sorted. Only mails, without their `mail.`. */
export async function mailsOf(pool: pg.Pool, organizationId: OrganizationId): Promise<string[]> {
  const { rows } = await pool.query<{ told: string }>(
    `select substr(e.kind, 6) || ' → ' || m.name as told from effect e join member m on m.id = e.recipient
      where e.organization_id = $1 and e.kind like 'mail.%' order by 1`,
    [organizationId],
  );
  return rows.map(({ told }) => told);
}

/** Types of a request's events, in order. */
export async function eventsOf(pool: pg.Pool, organizationId: OrganizationId, number = 1): Promise<string[]> {
  const { rows } = await pool.query<{ type: string }>(
    `select e.type from request_event e join approval_request r on r.id = e.request_id
      where r.organization_id = $1 and r.number = $2 order by e.sequence`,
    [organizationId, number],
  );
  return rows.map(({ type }) => type);
}

/** Requests as `#number state use`, in order. */
export async function requestsOf(pool: pg.Pool, organizationId: OrganizationId): Promise<string[]> {
  const { rows } = await pool.query<{ told: string }>(
    "select '#' || number || ' ' || state || ' ' || use as told from approval_request where organization_id = $1 order by number",
    [organizationId],
  );
  return rows.map(({ told }) => told);
}

/** Deployments made since the world was: `kind #build gate state`, in order. */
export async function deploymentsOf(pool: pg.Pool, organizationId: OrganizationId): Promise<string[]> {
  const { rows } = await pool.query<{ told: string }>(
    `select d.kind || ' #' || b.number || ' ' || d.gate || ' ' || d.state as told from deployment d join build b on b.id = d.build_id
      where d.organization_id = $1 and exists (select 1 from effect f where f.recipient = d.id) order by d.created_at, d.id`,
    [organizationId],
  );
  return rows.map(({ told }) => told);
}

/** Effects of one kind that an organization was promised, oldest first. */
export async function effectsOfKind(
  pool: pg.Pool,
  organizationId: OrganizationId,
  kind: string,
): Promise<EffectId[]> {
  const { rows } = await pool.query<{ id: EffectId }>(
    "select id from effect where organization_id = $1 and kind = $2 order by created_at, id",
    [organizationId, kind],
  );
  return rows.map(({ id }) => id);
}

/** How many rows each table holds of an organization: nothing can come or go that this does not show. */
export async function countsOf(
  pool: pg.Pool,
  organizationId: OrganizationId,
): Promise<Record<string, number>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'organization_id' and t.table_type = 'BASE TABLE' order by 1`,
  );
  const counts = tables.map(
    ({ name }) => `'${name}', (select count(*) from "${name}" where organization_id = $1)`,
  );
  const { rows } = await pool.query<{ counts: Record<string, number> }>(
    `select json_build_object(${counts.join(", ")}) as counts`,
    [organizationId],
  );
  return rows[0]?.counts ?? {};
}
