import type { Transaction } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { RequestWorkflow } from "./core/request-subject";
import { executeIn } from "./execute";
import { listEndable } from "./store";

/** An open request or an approval that is ready: what ungating something can end. */
export type Endable = Awaited<ReturnType<typeof listEndable>>[number];

/**
 * Cancels the open requests of a workflow and revokes its ready approvals that `concerns` picks, each with its own event and reason
 * (engine.md, rule 11). In the transaction that ungates. Answers what was ended; it never approves anything.
 */
export async function endRequests(
  tx: Transaction,
  caller: Caller,
  workflow: RequestWorkflow,
  reason: string,
  concerns: (request: Endable) => boolean,
): Promise<Endable[]> {
  const { organizationId } = caller;
  const ended = (await listEndable(tx, organizationId, workflow)).filter(concerns);
  const actor = actorOf(caller);
  for (const { number, open } of ended)
    await executeIn(tx, { organizationId, caller: null }, { number }, () =>
      open ? { type: "cancel", actor, memberId: null, reason } : { type: "revoke", actor, reason },
    );
  return ended;
}
