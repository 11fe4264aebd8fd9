import { sql } from "drizzle-orm";
import pg from "pg";
import type { Queryable } from "@/db/client";
import { log } from "@/lib/log";

/** Carries nothing: whoever hears it reads for itself what changed. */
const channel = "countersign_live";
const pause = 1000;

/** Tells every process that listens, this one too. Never inside a transaction that decides: NOTIFY takes turns there. */
export async function tellOthers(db: Queryable): Promise<void> {
  await db.execute(sql`select pg_notify(${channel}, '')`);
}

/**
 * Calls `heard` when a process says that it committed something, over one connection of its own. Lost, it is opened
 * again every second; what was said meanwhile is not repeated, so `heard` is called then too.
 */
export function listenToOthers(connectionString: string, heard: () => void): { close(): Promise<void> } {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const again = () => {
    client = undefined;
    if (!isClosed) timer = setTimeout(connect, pause);
  };
  async function connect() {
    const fresh = new pg.Client({ connectionString, application_name: "countersign live", keepAlive: true });
    client = fresh;
    fresh.on("notification", heard);
    fresh.on("error", () => undefined);
    fresh.once("end", again);
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      heard();
    } catch (error) {
      // Open pages stay live without it, only later: the bus asks every few seconds anyway.
      if (!isClosed) log("warn", "live channel not open", {}, error);
      await fresh.end().catch(() => undefined);
    }
  }
  const opening = connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await opening;
      await client?.end().catch(() => undefined);
    },
  };
}
