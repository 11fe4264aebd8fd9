import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { useDatabase } from "./testing/database";

const database = useDatabase();

it("survives that the server closes a connection in the middle of a transaction: that one fails, the next works", async () => {
  const open = database.db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await database.owner.query("select pg_terminate_backend($1, 5000)", [rows[0]?.pid]);
    // Nothing is on its way now: nobody but a listener could take the news.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tx.execute(sql`select 1`);
  });
  await expect(open).rejects.toThrow();
  expect((await database.db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});
