import { expect, it } from "vitest";
import { useDatabase } from "./database";

const database = useDatabase();

it("gives each test file a migrated database of its own", async () => {
  const tables = await database.pool.query(
    "select table_schema from information_schema.tables where table_name in ('installation', '_private_jobs')",
  );
  expect(tables.rows.map((row) => row.table_schema).sort()).toEqual(["graphile_worker", "public"]);
  const name = await database.pool.query("select current_database() as name");
  expect(database.connectionString).toContain(name.rows[0].name);
});
