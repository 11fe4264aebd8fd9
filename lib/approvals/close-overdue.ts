import type { Database } from "@/db/client";
import { systemActor } from "@/lib/kernel/actor";
import { execute } from "./execute";
import { listOverdue } from "./store";

/**
 * Writes down what the clock has already decided: overdue requests expire, unused approvals lapse. Nothing depends on
 * when this runs: every command and every read checks the deadline itself (engine.md, rule 5). Answers how many.
 */
export async function closeOverdue(db: Database): Promise<number> {
  const due = await listOverdue(db, 100);
  const failures: unknown[] = [];
  for (const { organizationId, id, open } of due)
    await execute(db, { organizationId, caller: null }, { id }, () => ({
      type: open ? "expire" : "lapse",
      actor: systemActor,
    })).catch((error) => failures.push(error));
  // One that cannot be closed must not keep the others open: its defect is reported after them.
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} requests could not be closed`);
  return due.length;
}
