import type { Database, Transaction } from "@/db/client";
import { decideUnderLock } from "@/lib/approvals/decide-under-lock";
import type { VoteInput } from "@/lib/approvals/input";
import { changeStatement, storeChange } from "@/lib/approvals/store-change";
import { actorOf, type Caller } from "@/lib/directory/caller";
import { invariant } from "@/lib/kernel/invariant";
import { newId } from "@/lib/kernel/new-id";

/** What a vote writes, ready to be sent by itself: the least that the database can be asked for. */
export interface SingleStatement {
  name: string;
  text: string;
  values: unknown[];
}

/**
 * The statements that these votes would store, one after the other, without storing any: the write path decides in a
 * transaction that is rolled back.
 */
export async function statementsOf(
  db: Database,
  votes: { caller: Caller; number: number }[],
): Promise<SingleStatement[]> {
  const statements: SingleStatement[] = [];
  const end = new Error("rolled back");
  const all = db.transaction(async (tx) => {
    for (const vote of votes) statements.push(await storedBy(tx, vote));
    throw end;
  });
  await all.catch((error) => {
    if (error !== end) throw error;
  });
  return statements;
}

async function storedBy(tx: Transaction, { caller, number }: { caller: Caller; number: number }) {
  const { organizationId, member } = caller;
  const vote: Omit<VoteInput, "number"> = { decision: "approve", comment: null };
  const { change } = await decideUnderLock(tx, { number }, [
    {
      acting: { organizationId, caller },
      make: () => ({
        ...vote,
        type: "vote",
        actor: actorOf(caller),
        voteId: newId("vot"),
        memberId: member.id,
        requirement: undefined,
        onBehalfOf: undefined,
        seen: undefined,
      }),
    },
  ]);
  const writing = change && changeStatement(change);
  invariant(writing, "who was asked may vote");
  await storeChange(tx, writing);
  return writing.statement.filled(writing.values);
}
