import type { Transaction } from "@/db/client";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import { executeIn } from "@/lib/approvals/execute";
import { fingerprintInputOf } from "@/lib/approvals/promotion-fingerprint";
import { callerNow } from "@/lib/auth/caller-now";
import type { ConfigurationChoice } from "@/lib/catalog/input-shipment";
import { planShipment, type Shipment } from "@/lib/catalog/plan-shipment";
import { barredFrom } from "@/lib/catalog/reach";
import { lockPlace, type Place, writeConfigurationVersion } from "@/lib/catalog/store-configuration";
import { type Environment, findEnvironmentById, isDeploying } from "@/lib/catalog/store-places";
import { actorOf, type Caller } from "@/lib/directory/caller";
import type { Actor } from "@/lib/kernel/actor";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { Clock } from "@/lib/kernel/clock";
import type {
  ConfigurationId,
  DeploymentId,
  EventId,
  MemberId,
  ProjectId,
  RequestId,
  UseId,
} from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { needsGrant } from "@/lib/workflows/core/resolve-binding";
import { gateOf } from "@/lib/workflows/resolve-profile";
import { insertDeployment } from "./store";
import { findGrant, readSubject } from "./store-grants";
import { readUngating } from "./store-ungating";

/** What somebody wants to make live, with everything named resolved to rows. */
export interface Wish {
  place: Place;
  projectId: ProjectId;
  kind: DeploymentKind;
  from: Environment | null;
  to: Environment;
  build?: number | undefined;
  configuration?: ConfigurationChoice | undefined;
  /** A retry ships the entries of the attempt that failed, whatever was saved since. */
  exactly?: Shipment["entries"] | undefined;
  request?: number | undefined;
  startedBy: MemberId;
  retryOf: DeploymentId | null;
  /** What the record says who did it, where that is not the caller: Countersign, of what runs by itself. */
  actor?: Actor | undefined;
  /** What the driver will accept to find instead of what we believe is live: only to put a drifted place right. */
  found?: string | null | undefined;
}

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
 * The one function that creates deployments, and so the gate (engine.md, rule 10): into a gated target, `promote`,
 * `configure` and `deploy` go only by using a grant, in this very transaction. The caller commits also a refusal.
 */
export async function beginDeployment(
  tx: Transaction,
  known: Caller,
  asked: Wish,
  clock?: Clock,
): Promise<Result<DeploymentId>> {
  const { place, kind } = asked;
  const caller = await callerNow(tx, known);
  if (!caller) return refused(refusal("not_found"));
  const barred = barredFrom(caller, "promotion.execute", asked.projectId);
  if (barred) return refused(barred);
  const wish = await asOfNow(tx, asked);
  const { to } = wish;
  await lockPlace(tx, place);
  const allowed = await allow(tx, caller, wish, clock);
  if (!allowed.ok) return allowed;
  const { shipment, gate, grant } = allowed.value;
  const entries = wish.exactly ?? shipment.entries;
  const configurationId =
    grant?.configurationId ??
    (
      await writeConfigurationVersion(tx, {
        ...place,
        entries,
        createdBy: caller.member.id,
      })
    ).id;
  const ungated = gate === "open" ? await readUngating(tx, place) : undefined;
  const id = newId("dep");
  await insertDeployment(
    tx,
    {
      id,
      ...place,
      environmentId: to.id,
      kind,
      sourceEnvironmentId: wish.from?.id ?? null,
      buildId: shipment.build.id,
      configurationId,
      gate,
      gateNote: ungated
        ? `not gated: changed by ${ungated.by} at ${new Date(ungated.at).toISOString()}`
        : null,
      requestId: grant?.requestId ?? null,
      useId: grant?.useId ?? null,
      singleUse: grant?.rules.grantUses === "once",
      retryOf: wish.retryOf,
      expectedDigest: wish.found !== undefined ? wish.found : (shipment.live?.build.digest ?? null),
      startedBy: wish.startedBy,
    },
    grant?.event ?? null,
  );
  return ok(id);
}

/**
 * The environments as they are now: looking outside for drift took its time, and one that was marked critical meanwhile
 * is gated. A promotion under a request comes from where that one says, unless somebody says otherwise.
 */
async function asOfNow(tx: Transaction, wish: Wish): Promise<Wish> {
  const { organizationId } = wish.place;
  const read = async (id: Environment["id"]) => {
    const found = await findEnvironmentById(tx, organizationId, id);
    invariant(found, "an environment is never removed");
    return found;
  };
  const asked = wish.request === undefined ? undefined : await readSubject(tx, organizationId, wish.request);
  const from = wish.from?.id ?? (wish.kind === "promote" ? asked?.subject.from.id : undefined);
  return { ...wish, to: await read(wish.to.id), from: from ? await read(from) : null };
}

async function allow(tx: Transaction, caller: Caller, wish: Wish, clock?: Clock): Promise<Result<Allowed>> {
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
