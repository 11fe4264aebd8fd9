import type { Transaction } from "@/db/client";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { executeIn } from "@/lib/approvals/execute";
import { fingerprintInputOf } from "@/lib/approvals/promotion-fingerprint";
import { planShipment, type Shipment } from "@/lib/catalog/plan-shipment";
import { isDeploying } from "@/lib/catalog/store-places";
import { actorOf, type Caller } from "@/lib/directory/caller";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { Clock } from "@/lib/kernel/clock";
import type { ConfigurationId, EventId, RequestId, UseId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { needsGrant } from "@/lib/workflows/core/resolve-binding";
import { gateOf } from "@/lib/workflows/resolve-profile";
import { findGrant, readSubject } from "./store-grants";
import type { Wish } from "./wish";

interface Allowed {
  shipment: Shipment;
  gate: "grant" | "exempt" | "open";
  grant: {
    requestId: RequestId;
    useId: UseId;
    event: EventId | null;
    rules: ApprovalRules;
    configurationId: ConfigurationId;
  } | null;
}

/**
 * Whether this may go, under which approval, and what it ships (engine.md, rule 10). A grant is used in the caller's
 * transaction, under the lock of the place, which the caller holds.
 */
export async function passGate(
  tx: Transaction,
  caller: Caller,
  wish: Wish,
  clock?: Clock,
): Promise<Result<Allowed>> {
  const { place, projectId, from, to, kind } = wish;
  const target = {
    projectId,
    componentId: place.componentId,
    from: from?.id ?? to.id,
    to: to.id,
    critical: to.critical,
  };
  const { binding } = await gateOf(tx, place.organizationId, "environment-promotion", target);
  const gated = needsGrant(binding, kind);
  const request = wish.request ?? (gated ? (await findGrant(tx, place, wish))?.number : undefined);
  if (request !== undefined) return spendGrant(tx, caller, wish, request, clock);
  if (gated) return refused(refusal("approval_required"));
  const plan = await planShipment(tx, {
    ...place,
    kind,
    from,
    to,
    build: wish.build,
    configuration: wish.configuration ?? "keep",
  });
  if (!plan.ok) return plan;
  if (!plan.value.sourceHealthy) return refused(refusal("source_not_healthy"));
  if (await isDeploying(tx, place)) return refused(refusal("deployment_running"));
  return ok({ shipment: plan.value, gate: binding ? "exempt" : "open", grant: null });
}

/** Ships the request's build and configuration; what the wish names besides must be the same, else it is stale. */
async function spendGrant(
  tx: Transaction,
  caller: Caller,
  wish: Wish,
  number: number,
  clock?: Clock,
): Promise<Result<Allowed>> {
  const { place, kind, from, to } = wish;
  const { organizationId } = place;
  const held = await readSubject(tx, organizationId, number);
  if (!held) return refused(refusal("not_found"));
  const { subject, rules } = held;
  const same = subject.component.id === place.componentId && subject.to.id === to.id;
  const plan = await planShipment(tx, {
    ...place,
    kind,
    from,
    to,
    build: wish.build ?? (kind === "redeploy" ? undefined : subject.build.number),
    configuration: wish.configuration ?? "keep",
  });
  if (!plan.ok && same) return plan;
  const live = plan.ok ? plan.value.live : null;
  const digest = plan.ok ? plan.value.build.digest : "";
  const named = wish.exactly ?? (wish.configuration && plan.ok ? plan.value.entries : null);
  const configuration = named === null ? subject.configuration.hash : contentHash(named);
  const current = fingerprintInputOf(
    { organizationId, componentId: place.componentId, kind, from: from ?? to, to },
    digest,
    configuration,
    live,
    rules,
  );
  const useId = newId("use");
  const facts = {
    sourceHealthy: plan.ok && plan.value.sourceHealthy,
    deploymentRunning: await isDeploying(tx, place),
  };
  const outcome = await executeIn(
    tx,
    { organizationId, caller, clock },
    { number },
    () => ({ type: "use", actor: wish.actor ?? actorOf(caller), memberId: caller.member.id, useId, current }),
    () => facts,
  );
  if (outcome.refusal) return refused(outcome.refusal);
  if (!outcome.executed || !plan.ok) throw new Error("invariant: an approval that was used ships something");
  const used = outcome.executed.events.findIndex(({ type }) => type === "approval.used");
  const grant = {
    requestId: held.id,
    useId,
    event: outcome.executed.eventIds[used] ?? null,
    rules,
    configurationId: subject.configuration.id,
  };
  return ok({ shipment: plan.value, gate: "grant", grant });
}
