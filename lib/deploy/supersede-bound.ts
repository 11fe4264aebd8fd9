import type { Transaction } from "@/db/client";
import { type BecameLive, movedUnder } from "@/lib/approvals/core/moved";
import type { RequestState } from "@/lib/approvals/core/request-state";
import { executeIn } from "@/lib/approvals/execute";
import { readLive } from "@/lib/catalog/store-places";
import { systemActor } from "@/lib/kernel/actor";
import type { OrganizationId } from "@/lib/kernel/ids";
import type { BoundRequest } from "./store-grants";

/**
 * Ends what was bound to what is no longer live, open requests and ready approvals, each naming what moved. An approval
 * in use is left alone: what it ships was approved (`supersedeMeanwhile` looks again when it comes back).
 */
export async function supersedeBound(
  tx: Transaction,
  organizationId: OrganizationId,
  bound: BoundRequest[],
  live: BecameLive,
): Promise<void> {
  for (const request of bound) {
    const reason = movedUnder(request, live);
    if (reason) await supersede(tx, organizationId, request.number, reason);
  }
}

/** An approval that has just come back from its use: its source may have moved while it was away. */
export async function supersedeMeanwhile(tx: Transaction, state: RequestState): Promise<void> {
  if (state.use !== "ready" || state.workflow !== "environment-promotion") return;
  const { organizationId, subject, number } = state;
  const source = { organizationId, componentId: subject.component.id, environmentId: subject.from.id };
  const { live } = await readLive(tx, source);
  const reason = live && movedUnder(state, { environment: subject.from.id, ...live });
  if (reason) await supersede(tx, organizationId, number, reason);
}

async function supersede(
  tx: Transaction,
  organizationId: OrganizationId,
  number: number,
  reason: string,
): Promise<void> {
  const command = { type: "supersede", actor: systemActor, reason } as const;
  await executeIn(tx, { organizationId, caller: null }, { number }, () => command);
}
