import { sql } from "drizzle-orm";
import pg from "pg";
import type { Queryable } from "@/db/client";
import { log } from "@/lib/log";

/** Carries nothing: whoever hears it reads for itself what changed. */
const channel = "countersign_live";
/** Milliseconds between two attempts to listen. */
const pause = 1000;

/** Tells every process that listens, this one too. Never inside a transaction that decides: NOTIFY takes turns there. */
export async function tellOthers(db: Queryable): Promise<void> {
  await db.execute(sql`select pg_notify(${channel}, '')`);
}

/**
 * Calls `heard` when a process says that it committed something, over one connection of its own. When that is lost it is
 * opened again every second; what was said meanwhile is not repeated, so `heard` is called then too.
 */
export function listenToOthers(connectionString: string, heard: () => void): { close(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let connection = connect();
  let isClosed = false;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString, application_name: "countersign live", keepAlive: true });
    let isLost = false;
    const lost = (error?: Error) => {
      if (isLost || isClosed) return;
      isLost = true;
      // Open pages stay live without it, only later: what changed is asked for every few seconds anyway.
      if (error) log("warn", "live channel lost", {}, error);
      timer = setTimeout(() => {
        connection = connect();
      }, pause);
      client.end().catch(() => undefined);
    };
    client.on("error", lost);
    client.once("end", () => lost());
    client.on("notification", heard);
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      heard();
    } catch (error) {
      lost(error as Error);
    }
    return client;
  }

  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await (await connection).end().catch(() => undefined);
    },
  };
}
