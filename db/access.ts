import pg from "pg";

/** Whom the application works as: reads and writes rows, owns nothing, and may neither change nor remove the record. */
const applicationRole = "countersign_app";

/** The kind of membership that SET ROLE needs. Before PostgreSQL 16 every membership would do. */
const maySetRole =
  "case when current_setting('server_version_num')::int < 160000 then 'MEMBER' else 'SET' end";

/**
 * The first statement of every connection of the application. Without the role, or in a database whose rights were not
 * given to it, the connection stays what it logged in as: then the triggers alone keep the record.
 */
export const becomeApplication = `select set_config('role', rolname, false) from pg_roles where rolname = '${applicationRole}'
  and pg_has_role(oid, ${maySetRole}) and has_table_privilege(oid, to_regclass('public.organization'), 'SELECT')`;

/**
 * Gives the application what it needs of this database, and no more. Runs after every migration, so that new tables are
 * met, and changes nothing where all is as it should be. `client` is the owner; `applicationUser` is whom DATABASE_URL
 * names. Without the right to make roles, an `applicationUser` other than the owner gets the rights itself; else there
 * is nobody to give them to. Answers whether the application is kept from changing the record.
 */
export async function grantAccess(client: pg.Client, applicationUser: string): Promise<boolean> {
  const grantee = await granteeFor(client, applicationUser);
  if (grantee === null) return false;
  await client.query("begin");
  await client.query(`grant usage on schema public, graphile_worker to ${pg.escapeIdentifier(grantee)}`);
  await grantTables(client, grantee);
  await openJobs(client, grantee);
  await client.query("commit");
  return true;
}

async function granteeFor(client: pg.Client, applicationUser: string): Promise<string | null> {
  await tried(client, `create role ${applicationRole} nologin`);
  await tried(client, `grant ${applicationRole} to ${pg.escapeIdentifier(applicationUser)}`);
  const { rows } = await client.query<{ grantee: string }>(
    `select r.rolname as grantee from pg_roles r, pg_roles u where r.rolname = $1 and u.rolname = $2 and pg_has_role(u.oid, r.oid, ${maySetRole})
     union all select rolname from pg_roles where rolname = $2 and rolname <> current_user and not rolsuper`,
    [applicationRole, applicationUser],
  );
  return rows[0]?.grantee ?? null;
}

/** Not permitted, no such role, or there already, also from somebody who migrates another database at this moment. */
const expected = new Set(["42501", "42704", "42710", "23505"]);

async function tried(client: pg.Client, statement: string): Promise<void> {
  await client.query(statement).catch((error: pg.DatabaseError) => {
    if (!expected.has(error.code ?? "")) throw error;
  });
}

/**
 * What the guards refuse to everybody is not granted either: the triggers that call `refuse_change` for all rows say
 * which tables are the record. 8 and 16 are the bits of DELETE and UPDATE in `tgtype`. Nobody truncates.
 */
const tableRights = `
  select c.oid::regclass::text as name, wanted.rights as wanted,
    array(select r from unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) r where has_table_privilege($1, c.oid, r)) as held
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join lateral (select bit_or(t.tgtype::int) as bits from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where t.tgrelid = c.oid and p.proname = 'refuse_change' and t.tgqual is null) kept on true,
  lateral (select array['SELECT', 'INSERT']
    || case when coalesce(kept.bits, 0) & 16 = 0 then array['UPDATE'] else '{}' end
    || case when coalesce(kept.bits, 0) & 8 = 0 then array['DELETE'] else '{}' end as rights) wanted
  where n.nspname in ('public', 'graphile_worker') and c.relkind in ('r', 'p')`;

async function grantTables(client: pg.Client, grantee: string): Promise<void> {
  const to = pg.escapeIdentifier(grantee);
  const { rows } = await client.query<{ name: string; wanted: string[]; held: string[] }>(tableRights, [
    grantee,
  ]);
  for (const { name, wanted, held } of rows) {
    if (wanted.join() === held.join()) continue;
    await client.query(`revoke all on ${name} from ${to}; grant ${wanted.join(", ")} on ${name} to ${to}`);
  }
  await client.query(
    `grant usage on all sequences in schema public, graphile_worker to ${to}; grant select on all tables in schema graphile_worker to ${to}`,
  );
}

/** graphile-worker turns on row security and makes no policy: nobody but the owner would see a job. */
async function openJobs(client: pg.Client, grantee: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
       and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = $1)`,
    [grantee],
  );
  const policy = pg.escapeIdentifier(grantee);
  for (const { name } of rows)
    await client.query(`create policy ${policy} on ${name} to ${policy} using (true) with check (true)`);
}
