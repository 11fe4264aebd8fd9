import type { Transaction } from "@/db/client";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { resolvePerson } from "@/lib/directory/resolve-names";
import type { Clock } from "@/lib/kernel/clock";
import type { MemberId, ProjectId } from "@/lib/kernel/ids";
import { invalidField } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { Facts } from "./core/commands";
import type { RequestWorkflow } from "./core/request-subject";
import { executeIn } from "./execute";
import { findOpen } from "./store-opening";

/** The person a pipeline asks for; from a service account it is not optional (engine.md, rule 3). */
export async function requesterOf(
  tx: Transaction,
  caller: Caller,
  startedBy: string | undefined,
): Promise<Result<MemberId | null>> {
  if (startedBy !== undefined) return resolvePerson(tx, caller.organizationId, startedBy, "startedBy");
  if (caller.member.kind === "person") return ok(null);
  return refused(
    invalidField(
      "startedBy",
      "A service account says for whom it asks: give a member's id or e-mail address.",
    ),
  );
}

/** Whom the roster has to know by name besides those whom the rules name. */
export function askersOf(caller: Caller, requester: MemberId | null): MemberId[] {
  return requester === null ? [caller.member.id] : [caller.member.id, requester];
}

/** The number of the open request for this key. An overdue one is expired first, in this transaction. */
export async function stillOpen(
  tx: Transaction,
  caller: Caller,
  workflow: RequestWorkflow,
  subjectKey: string,
  clock?: Clock,
): Promise<number | null> {
  const open = await findOpen(tx, caller.organizationId, workflow, subjectKey);
  if (!open) return null;
  const { executed } = await executeIn(
    tx,
    { organizationId: caller.organizationId, caller: null, clock },
    open,
    () => ({ type: "expire", actor: { kind: "system", name: "Countersign" } }),
  );
  return executed?.state.closedAt ? null : open.number;
}

/** What `decide` needs to know of somebody who opens and has been let in so far. */
export function openingFacts(
  caller: Caller,
  roster: Facts["roster"],
  where: ProjectId | "organization",
  sourceHealthy: boolean,
): Facts {
  const may = {
    create: true,
    execute: callerMay(caller, "promotion.execute", where),
    cancel: false,
    override: false,
    see: true,
  };
  return {
    roster,
    may,
    requesterLost: false,
    remindedAt: null,
    gate: "gated",
    openRequest: null,
    sourceHealthy,
    deploymentRunning: false,
  };
}
