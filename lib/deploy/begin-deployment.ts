import type { Transaction } from "@/db/client";
import { callerNow } from "@/lib/auth/caller-now";
import { barredFrom } from "@/lib/catalog/reach";
import { lockPlace, writeConfigurationVersion } from "@/lib/catalog/store-configuration";
import { type Environment, findEnvironmentById } from "@/lib/catalog/store-places";
import type { Caller } from "@/lib/directory/caller";
import type { Clock } from "@/lib/kernel/clock";
import type { DeploymentId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { passGate } from "./pass-gate";
import { insertDeployment } from "./store";
import { readSubject } from "./store-grants";
import { readUngating } from "./store-ungating";
import type { Wish } from "./wish";

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
  const allowed = await passGate(tx, caller, wish, clock);
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
