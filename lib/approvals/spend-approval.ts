import type { Database } from "@/db/client";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import type { UseId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { FingerprintInput } from "./core/fingerprint";
import { certificateFingerprint, externalFingerprint, type Operation } from "./core/operation-fingerprint";
import type { RequestState } from "./core/request-state";
import { type Executed, execute } from "./execute";
import type { CompleteInput, SpendInput } from "./input";
import { loadRequest } from "./loaders";
import { mayTakePart } from "./token-rights";

const usedByDeploying = refusal("invalid_input", {
  detail:
    "The approval of a promotion is used by deploying: send POST /projects/{project}/components/{component}/deployments with this request's number.",
});

/**
 * Uses a ready approval for what another system is about to do (engine.md, use): by what opened the request, for exactly
 * the resource, action and details that were approved, else `approval_stale` with the fields that differ.
 */
export async function spendApproval(
  db: Database,
  caller: Caller,
  { number, ...operation }: SpendInput,
  clock?: Clock,
): Promise<Result<{ useId: UseId }>> {
  const barred = await barredFromOperation(db, caller, number);
  if (barred) return refused(barred);
  const useId = newId("use");
  const acting = { organizationId: caller.organizationId, caller, clock };
  const done = await execute(db, acting, { number }, (state) => ({
    type: "use",
    actor: actorOf(caller),
    memberId: caller.member.id,
    useId,
    current: currentOf(state, operation),
  }));
  return done.ok ? ok({ useId }) : done;
}

/** Says once how a use ended: succeeded, or failed, after which the approval can be used again. By what opened the request. */
export async function completeUse(
  db: Database,
  caller: Caller,
  { number, id, outcome }: CompleteInput,
  clock?: Clock,
): Promise<Result<Executed>> {
  const barred = await barredFromOperation(db, caller, number);
  if (barred) return refused(barred);
  const acting = { organizationId: caller.organizationId, caller, clock };
  const said = { actor: actorOf(caller), useId: id as UseId };
  return execute(db, acting, { number }, () =>
    outcome === "succeeded" ? { type: "finish", ...said } : { type: "fail", ...said, reason: null },
  );
}

/** A request's workflow never changes, so it may be looked at before the lock; everything else is decided under it. */
async function barredFromOperation(db: Database, caller: Caller, number: number): Promise<Refusal | null> {
  if (!mayTakePart(caller)) return refusal("not_permitted");
  const found = await loadRequest(caller, number, db);
  if (!found.ok) return found.refusal;
  return found.value.state.workflow === "environment-promotion" ? usedByDeploying : null;
}

function currentOf(state: RequestState, operation: Operation): FingerprintInput {
  switch (state.workflow) {
    case "external":
      return externalFingerprint(state.organizationId, state.subject, operation);
    case "certificate-operation":
      return certificateFingerprint(state.organizationId, operation);
    case "environment-promotion":
      throw new Error("invariant: the approval of a promotion is used by deploying");
  }
}
