import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { poolOf } from "./client";
import { migrateDatabase } from "./migrate";
import { useDatabase } from "./testing/database";
import { dropDatabase, emptyDatabase } from "./testing/server";

/** Engine.md, rule 13 and Database: the application itself may not change the record, triggers or not. */
const database = useDatabase();

test("every connection works under the application's role, for one statement and not one per query", async () => {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  const pool = poolOf(database.connectionString, 1);
  for (let time = 0; time < 3; time++)
    expect((await pool.query("select current_user as who")).rows).toEqual([{ who: "countersign_app" }]);
  expect(spy.mock.calls).toHaveLength(4);
  spy.mockRestore();
  await pool.end();
});

test.each([
  "update request_event set data = '{}'",
  "delete from request_event",
  "truncate request_event",
  "update audit_event set actor = '{}'",
  "delete from audit_event",
  "truncate audit_event",
  "update audit_root set heads = '[]'",
  "delete from audit_root",
  "truncate audit_root",
  "update build set digest = 'x'",
  "delete from approval_request",
  "truncate approval_request cascade",
  "alter table request_event disable trigger request_event_kept",
  "alter table request_event disable trigger all",
  "drop trigger request_event_kept on request_event",
  "create trigger mine before insert on request_event for each row execute function refuse_change()",
  "alter table request_event add column more text",
  "alter table request_event owner to countersign_app",
  "drop table audit_root",
  "create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$",
  "drop function refuse_change() cascade",
  "set session_replication_role = replica",
  "grant update on request_event to countersign_app",
  "create table public.mine (id int)",
  "alter table graphile_worker._private_jobs disable row level security",
])("refused to the application: %s", async (statement) => {
  const before = await rightsOn("request_event");
  await database.pool
    .query(statement)
    .catch((error: Error) => {
      expect(error.message).toMatch(/^permission denied|^must be owner/);
      throw new Error("refused");
    })
    .then(
      // GRANT by somebody without grant option is a warning, and grants nothing.
      () => expect(statement).toMatch(/^grant/),
      (error: Error) => expect(error.message).toBe("refused"),
    );
  expect(await rightsOn("request_event")).toEqual(before);
});

async function rightsOn(table: string): Promise<string[]> {
  const { rows } = await database.owner.query<{ right: string }>(
    `select r as right from unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) r
      where has_table_privilege('countersign_app', $1, r)`,
    [table],
  );
  return rows.map(({ right }) => right);
}

test("it may add to the record, and is kept from changing exactly that", async () => {
  const { rows } = await database.owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not has_table_privilege('countersign_app', oid, 'UPDATE') order by 1",
  );
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      "audit_event",
      "audit_root",
      "build",
      "build_commit",
      "configuration_version",
      "request_event",
    ]),
  );
  for (const { name } of rows) expect(await rightsOn(name)).toEqual(["SELECT", "INSERT"]);
  expect(await rightsOn("approval_request")).toEqual(["SELECT", "INSERT", "UPDATE"]);
  expect(await rightsOn("role_assignment")).toEqual(["SELECT", "INSERT", "UPDATE", "DELETE"]);
});

test("migrating again changes no right", async () => {
  const rights = "select relname, relacl::text from pg_class where relacl is not null order by 1";
  const before = (await database.owner.query(rights)).rows;
  expect(await migrateDatabase(database.connectionString)).toEqual({ recordIsKept: true });
  expect((await database.owner.query(rights)).rows).toEqual(before);
});

describe("where the database's owner may not make roles", () => {
  const suffix = randomBytes(4).toString("hex");
  const people = [`countersign_test_owner_${suffix}`, `countersign_test_app_${suffix}`] as const;
  const [owner, application] = people;
  let url: string;

  const as = (user: string) => {
    const address = new URL(url);
    Object.assign(address, { username: user, password: "secret" });
    return address.toString();
  };

  beforeAll(async () => {
    url = await emptyDatabase(inject("templateUrl"));
    for (const user of people) await database.owner.query(`create role ${user} login password 'secret'`);
    await database.owner.query(`alter database "${new URL(url).pathname.slice(1)}" owner to ${owner}`);
  });

  afterAll(async () => {
    await dropDatabase(url);
    for (const user of people) await database.owner.query(`drop role ${user}`);
  });

  /** What happens when the application, connecting as `user`, tries to change an event. */
  async function tried(user: string): Promise<unknown> {
    const pool = poolOf(as(user), 1);
    const who = (
      await pool.query("select current_user as who, count(*)::int as organizations from organization")
    ).rows[0];
    const refusal = await pool.query("delete from audit_event").then(
      () => "none",
      (error: Error) => error.message,
    );
    await pool.query("select graphile_worker.add_job('effect', '{}', job_key => $1)", [user]);
    const { rowCount } = await pool.query("select 1 from graphile_worker._private_jobs where key = $1", [
      user,
    ]);
    await pool.end();
    return { ...who, refusal, jobs: rowCount };
  }

  test("and the application is that owner, it works, and triggers alone keep the record", async () => {
    expect(await migrateDatabase(as(owner))).toEqual({ recordIsKept: false });
    expect(await tried(owner)).toEqual({ who: owner, organizations: 0, refusal: "none", jobs: 1 });
  });

  test("and the application is a user of its own, that user gets the rights", async () => {
    expect(await migrateDatabase(as(owner), as(application))).toEqual({ recordIsKept: true });
    const refusal = "permission denied for table audit_event";
    expect(await tried(application)).toEqual({ who: application, organizations: 0, refusal, jobs: 1 });
  });

  test("once somebody who may does it, both work under the role", async () => {
    expect(await migrateDatabase(url, as(application))).toEqual({ recordIsKept: true });
    const refusal = "permission denied for table audit_event";
    expect(await tried(application)).toEqual({ who: "countersign_app", organizations: 0, refusal, jobs: 1 });
    await database.owner.query(`revoke countersign_app from ${application}`);
  });
});
