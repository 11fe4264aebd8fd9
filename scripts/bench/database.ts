import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Database, databaseOf, poolOf } from "@/db/client";
import { removeEmbedded, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { onClose } from "../lib/closing.ts";

/** The most that a part of the bench asks for at once. */
const connections = 32;

export interface BenchDatabase {
  url: string;
  /** The application's connections, as the server makes them. */
  db: Database;
  pool: pg.Pool;
  /** May do anything: for making rows in bulk. */
  owner: pg.Pool;
}

/** A new PostgreSQL of our own that syncs every commit to the disk, migrated; removed again by `closeAll`. */
export async function startBenchServer(): Promise<(name: string) => Promise<BenchDatabase>> {
  const directory = await mkdtemp(join(tmpdir(), "countersign-bench-"));
  onClose(() => removeEmbedded(directory));
  const server = await startEmbedded({ directory, durable: true });
  onClose(() => server.stop());
  return async (name) => {
    const root = new pg.Client({ connectionString: server.url("postgres") });
    await root.connect();
    await root.query(`create database "${name}"`);
    await root.end();
    const url = server.url(name);
    await migrateDatabase(url);
    const pool = poolOf(url, connections);
    const owner = new pg.Pool({ connectionString: url, max: 4 });
    owner.on("error", () => undefined);
    onClose(() => Promise.all([pool.end(), owner.end()]));
    return { url, db: databaseOf(pool), pool, owner };
  };
}
