import type { Database } from "@/db/client";
import type { Result } from "@/lib/kernel/result";
import type { Ask } from "./decide-under-lock";
import { type Executed, executeAll } from "./execute";

/** So many are decided in one transaction at most: nobody waits long for those before them. */
const most = 50;

interface Waiting {
  ask: Ask;
  resolve(result: Result<Executed>): void;
  reject(error: unknown): void;
}

/** By database and request: who comes next. There is an entry while somebody's turn goes on. */
const queues = new WeakMap<Database, Map<string, Waiting[]>>();

/**
 * What many ask of one request at the same instant: while one of them is decided the others of this process wait here, not
 * each at the row's lock, and are then decided one after the other in one transaction. Each gets the answer that it would
 * have got in one of its own. If storing fails, it fails for all of them.
 */
export function executeTogether(db: Database, number: number, ask: Ask): Promise<Result<Executed>> {
  const ofDatabase = queues.get(db) ?? new Map<string, Waiting[]>();
  queues.set(db, ofDatabase);
  const key = `${ask.acting.organizationId} ${number}`;
  return new Promise((resolve, reject) => {
    const waiting = { ask, resolve, reject };
    const queue = ofDatabase.get(key);
    if (queue) {
      queue.push(waiting);
      return;
    }
    const begun = [waiting];
    ofDatabase.set(key, begun);
    // In the same tick as the last look into the queue: nobody comes to one that is left.
    void takeTurns(db, number, begun, () => ofDatabase.delete(key));
  });
}

/** Until nobody waits. Never fails: each of them is told. */
async function takeTurns(db: Database, number: number, queue: Waiting[], leave: () => void): Promise<void> {
  for (let turn = queue.splice(0, most); turn.length > 0; turn = queue.splice(0, most)) {
    const [first, ...others] = turn.map(({ ask }) => ask);
    if (!first) break;
    await executeAll(db, { number }, [first, ...others]).then(
      (results) => {
        for (const [index, result] of results.entries()) turn[index]?.resolve(result);
      },
      (error) => {
        for (const { reject } of turn) reject(error);
      },
    );
  }
  leave();
}
