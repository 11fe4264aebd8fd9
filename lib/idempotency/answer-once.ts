import type { Database } from "@/db/client";
import { wakeDrainer } from "@/lib/jobs/wake";
import { bodyHash, openAnswer, sealAnswer } from "./sealed-answer";
import { findAnswer, type KeyScope, keepAnswer, lockKey } from "./store";

interface KeyedCall {
  scope: KeyScope;
  /** The bearer token itself: what is kept is sealed with it. */
  token: string;
  body: unknown;
}

/** A success as it goes over the wire; its body is JSON. */
export interface Answered {
  status: number;
  json: string;
}

type Once<Refused> =
  | { kind: "answered"; answer: Answered }
  | { kind: "replayed"; answer: Answered }
  | { kind: "refused"; refused: Refused }
  | { kind: "still-running" }
  | { kind: "other-body" };

/**
 * Does a call whose sender may repeat it (api.md, Idempotency-Key). One transaction: the key's lock, what `run` changes,
 * what it reads for its answer, and the answer. So the change is there exactly when its answer is, and a process that
 * dies leaves neither. `run` gets that transaction as its database: a verb's own transactions become savepoints in it.
 *
 * A refusal is not kept, but what was stored with it is: an overdue request expires and the command is refused.
 */
export async function answerOnce<Refused>(
  db: Database,
  { scope, token, body }: KeyedCall,
  run: (db: Database) => Promise<{ answer: Answered } | { refused: Refused }>,
): Promise<Once<Refused>> {
  const once = await db.transaction(async (tx): Promise<Once<Refused>> => {
    if (!(await lockKey(tx, scope))) return { kind: "still-running" };
    const hash = bodyHash(token, body);
    const kept = await findAnswer(tx, scope);
    if (kept && kept.bodyHash !== hash) return { kind: "other-body" };
    if (kept) {
      return { kind: "replayed", answer: { status: kept.status, json: openAnswer(token, kept.sealed) } };
    }
    // A transaction is a database but for the pool, which no verb asks for.
    const done = await run(tx as unknown as Database);
    if ("refused" in done) return { kind: "refused", ...done };
    const { status, json } = done.answer;
    await keepAnswer(tx, scope, { bodyHash: hash, status, sealed: sealAnswer(token, json) });
    return { kind: "answered", ...done };
  });
  // The verb has woken it before the commit, when there was nothing to be seen yet.
  if (once.kind === "answered" || once.kind === "refused") wakeDrainer();
  return once;
}
