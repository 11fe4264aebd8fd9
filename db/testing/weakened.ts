import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { databaseOf, poolOf } from "../client";
import { intercept, type Statement } from "./intercept";
import { cloneDatabase, dropDatabase } from "./server";

/** The locks that hold races apart, and how their statements are recognised and disarmed. */
const locks = {
  request: [/from "approval_request"[^;]* for update( skip locked)?$/, / for update( skip locked)?$/, ""],
  place: [/from "component_environment".* for update$/, / for update$/, ""],
  "profile version": [/from "approval_profile_version".* for (update|share)$/, / for (update|share)$/, ""],
  organization: [/pg_advisory_xact_lock/, /pg_advisory_xact_lock(_shared)?\(([^;]*)\)$/, "$2"],
} as const;

type Lock = keyof typeof locks;

export interface Weakness {
  /** Locks that are not taken. */
  without?: Lock[];
  /** Locks that are taken only before the first write: after the facts were read, where they would see what was before the wait. */
  late?: Lock[];
  /** Guards of the database that are not there, as SQL that removes them. */
  dropping?: string[];
}

/** How long everybody waits before each write, in milliseconds: until then the others have read what it is about to change. */
const window = 15;
const writes = /^\s*(insert|update|delete|with\s+stored)\b/;

/**
 * A database of its own in which something that keeps races apart is missing, and the window is wide in which that shows.
 * For the control of a race's test: it must find what it says that it would find. `drop` it afterwards.
 */
export async function weakenedDatabase(templateUrl: string, weakness: Weakness) {
  const connectionString = await cloneDatabase(templateUrl);
  const owner = new pg.Client({ connectionString });
  await owner.connect();
  for (const statement of weakness.dropping ?? []) await owner.query(statement);
  await owner.end();
  const pool = poolOf(connectionString);
  const late = new WeakMap<pg.PoolClient, Statement[]>();
  intercept(pool, async (statement) => {
    const { text, client, send } = statement;
    const lock = lockOf(text);
    if (lock && weakness.late?.includes(lock)) {
      late.set(client, [...(late.get(client) ?? []), statement]);
      return send(disarmed(lock, text));
    }
    if (lock && weakness.without?.includes(lock)) return send(disarmed(lock, text));
    if (!writes.test(text)) return send();
    for (const one of late.get(client) ?? []) await one.send(one.text.replace(/ skip locked$/, ""));
    late.delete(client);
    await wait(window);
    return send();
  });
  const drop = async () => {
    await pool.end();
    await dropDatabase(connectionString);
  };
  return { db: databaseOf(pool), pool, drop };
}

function lockOf(text: string): Lock | undefined {
  return (Object.keys(locks) as Lock[]).find((lock) => locks[lock][0].test(text));
}

function disarmed(lock: Lock, text: string): string {
  const [, pattern, replacement] = locks[lock];
  return text.replace(pattern, replacement);
}
