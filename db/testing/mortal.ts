import type { Socket } from "node:net";
import type pg from "pg";
import { databaseOf, poolOf } from "../client";
import { intercept } from "./intercept";

/** `before`: the statement never goes out. `unanswered`: it does, and nobody is there to read what became of it. */
export type Death = "before" | "unanswered";

/**
 * A process as its database sees it, which dies at its `at`-th statement: its connections break off in the middle, and
 * nothing goes out any more, no rollback either. `buried` waits until the server has noticed, so that whatever it still
 * had to do is done. `died` is false when there were fewer statements. `torn`: without transactions, for a control.
 */
export function mortal(connectionString: string, at: number, death: Death, torn = false) {
  const pool = poolOf(connectionString);
  const clients = new Set<pg.PoolClient>();
  let sent = 0;
  let dead = false;
  intercept(pool, async ({ text, client, send }) => {
    clients.add(client);
    if (dead) throw new Error("dead");
    if (torn && /^(begin|commit)/.test(text)) return send("select 1");
    sent += 1;
    if (sent < at) return send();
    dead = true;
    if (death === "unanswered") send().catch(() => undefined);
    for (const one of clients) socketOf(one).destroy();
    throw new Error("died");
  });
  return {
    db: databaseOf(pool),
    died: () => dead,
    async buried(witness: pg.Pool): Promise<void> {
      const pids = [...clients].map(pidOf);
      const ended = pool.end();
      while (dead && (await anyOf(witness, pids)));
      if (!dead) await ended;
      else ended.catch(() => undefined);
    },
  };
}

async function anyOf(witness: pg.Pool, pids: number[]): Promise<boolean> {
  const { rows } = await witness.query("select 1 from pg_stat_activity where pid = any($1)", [pids]);
  return rows.length > 0;
}

function socketOf(client: pg.PoolClient): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

function pidOf(client: pg.PoolClient): number {
  return (client as unknown as { processID: number }).processID;
}
