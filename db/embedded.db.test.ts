import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { removeEmbedded, startEmbedded } from "./embedded";

const directory = await mkdtemp(join(tmpdir(), "countersign-test-"));
afterAll(() => removeEmbedded(directory));

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

it("keeps what was committed when the server is killed, and starts again", async () => {
  const first = await startEmbedded({ directory, durable: true });
  await query(first.url("postgres"), "create table kept as select 42 as answer");
  const pid = Number((await readFile(join(directory, "data", "postmaster.pid"), "utf8")).split("\n")[0]);
  process.kill(pid, "SIGKILL");
  const second = await startEmbedded({ directory, durable: true });
  expect(await query(second.url("postgres"), "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
});

it("takes over from a server whose owner is gone but which still runs", async () => {
  const forgotten = await startEmbedded({ directory, durable: true });
  const next = await startEmbedded({ directory, durable: true });
  await expect(query(forgotten.url("postgres"), "select 1")).rejects.toThrow(/ECONNREFUSED/);
  expect(await query(next.url("postgres"), "select answer from kept")).toEqual([{ answer: 42 }]);
  await next.stop();
});

it("listens on this machine only", async () => {
  const server = await startEmbedded({ directory, durable: true });
  const rows = await query(
    server.url("postgres"),
    "select setting from pg_settings where name = 'listen_addresses'",
  );
  expect(rows).toEqual([{ setting: "127.0.0.1" }]);
  await server.stop();
});
