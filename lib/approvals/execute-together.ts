import type { Database } from "@/db/client";
import type { OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import type { Result } from "@/lib/kernel/result";
import type { Ask } from "./decide-under-lock";
import { type Executed, executeAll, executeSeveral } from "./execute";

/** So much is decided in one transaction at most: nobody waits long for those before them. */
const requestsAtMost = 8;
const ofOneRequestAtMost = 50;
/** Transactions at a time: while the database does one, the process decides for the other. What comes meanwhile is then more at once. */
const turnsAtMost = 2;

interface Waiting {
  ask: Ask;
  resolve(result: Result<Executed>): void;
  reject(error: unknown): void;
}

/** What is asked of one request, in the order in which it came. */
interface Asked {
  key: string;
  organizationId: OrganizationId;
  number: number;
  waiting: Waiting[];
}

interface Queue {
  /** Whoever has waited longest first. */
  asked: Map<string, Asked>;
  /** What these requests are asked meanwhile waits. */
  beingDecided: Set<string>;
  turns: number;
}

const queues = new WeakMap<Database, Queue>();

/**
 * What many ask at the same instant: while others are decided it waits here, and is then decided in one transaction, what is
 * asked of one request one after the other. Each gets the answer that it would have got in a transaction of its own, which
 * it also has where somebody else holds its request's row, or where what was to be stored together could not be.
 */
export function executeTogether(db: Database, number: number, ask: Ask): Promise<Result<Executed>> {
  const queue = queues.get(db) ?? { asked: new Map(), beingDecided: new Set(), turns: 0 };
  queues.set(db, queue);
  const { organizationId } = ask.acting;
  const key = `${organizationId} ${number}`;
  return new Promise((resolve, reject) => {
    const one = queue.asked.get(key) ?? { key, organizationId, number, waiting: [] };
    queue.asked.set(key, one);
    one.waiting.push({ ask, resolve, reject });
    begin(db, queue);
  });
}

function begin(db: Database, queue: Queue): void {
  while (queue.turns < turnsAtMost) {
    const taken = take(queue);
    if (taken.length === 0) return;
    queue.turns += 1;
    void takeTurn(db, queue, taken);
  }
}

/** Requests of one organization that nobody decides yet. */
function take({ asked, beingDecided }: Queue): Asked[] {
  const taken: Asked[] = [];
  for (const one of asked.values()) {
    const { key, organizationId, waiting } = one;
    if (beingDecided.has(key) || organizationId !== (taken[0]?.organizationId ?? organizationId)) continue;
    taken.push({ ...one, waiting: waiting.splice(0, ofOneRequestAtMost) });
    beingDecided.add(key);
    if (waiting.length === 0) asked.delete(key);
    if (taken.length === requestsAtMost) break;
  }
  return taken;
}

/** Never fails: each of them is told. */
async function takeTurn(db: Database, queue: Queue, taken: Asked[]): Promise<void> {
  const left = await decideTogether(db, taken);
  for (const one of taken) if (!left.includes(one)) queue.beingDecided.delete(one.key);
  // Those who are left may have to wait at a row: that is no reason for others to wait.
  queue.turns -= 1;
  begin(db, queue);
  await Promise.all(left.map((one) => decideAlone(db, one)));
  for (const { key } of left) queue.beingDecided.delete(key);
  begin(db, queue);
}

/** Answers what has to be decided alone; everybody else has been told. */
async function decideTogether(db: Database, taken: Asked[]): Promise<Asked[]> {
  const [first] = taken;
  invariant(first, "a turn is taken for somebody");
  const requests = taken.map((one) => ({ number: one.number, asks: asksOf(one) }));
  try {
    const results = await executeSeveral(db, first.organizationId, requests);
    for (const [index, one] of taken.entries()) tell(one, results[index] ?? []);
    return taken.filter((_, index) => !results[index]);
  } catch (error) {
    for (const one of taken) fail(one, error);
    return [];
  }
}

async function decideAlone(db: Database, one: Asked): Promise<void> {
  try {
    tell(one, await executeAll(db, { number: one.number }, asksOf(one)));
  } catch (error) {
    fail(one, error);
  }
}

function asksOf({ waiting }: Asked): [Ask, ...Ask[]] {
  const [first, ...others] = waiting.map(({ ask }) => ask);
  invariant(first, "whoever is taken waits");
  return [first, ...others];
}

function tell({ waiting }: Asked, results: Result<Executed>[]): void {
  for (const [index, result] of results.entries()) waiting[index]?.resolve(result);
}

function fail({ waiting }: Asked, error: unknown): void {
  for (const { reject } of waiting) reject(error);
}
