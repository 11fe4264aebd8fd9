import type { Queryable } from "@/db/client";
import type { DeploymentKind } from "@/lib/approvals/core/vocabulary";
import { isHealthy, shippedWell } from "@/lib/deploy/core/health";
import type { ComponentId, OrganizationId } from "@/lib/kernel/ids";
import { invalidField, type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import type { ConfigurationChoice } from "./input-shipment";
import { readConfiguration } from "./store-configuration";
import {
  type Environment,
  findBuild,
  firstEnvironment,
  lastDeploymentOf,
  lastSuccessOf,
  pathExists,
  readLive,
} from "./store-places";

type ConfigurationEntries = NonNullable<Awaited<ReturnType<typeof readConfiguration>>>["entries"];

export interface ShipmentWish {
  organizationId: OrganizationId;
  componentId: ComponentId;
  kind: DeploymentKind;
  /** Null for everything but a promotion. */
  from: Environment | null;
  to: Environment;
  build?: number | undefined;
  configuration: ConfigurationChoice;
}

type Live = Awaited<ReturnType<typeof readLive>>["live"];
type Build = NonNullable<Awaited<ReturnType<typeof findBuild>>>;

/** Exactly what a deployment would make live, and what is there now. */
export interface Shipment {
  build: Build;
  entries: ConfigurationEntries;
  live: Live;
  /** What runs where a promotion comes from; null of every other kind. */
  source: Live;
  /** May it be promoted from where it comes from? True where there is no source (rule 10's other kinds). */
  sourceHealthy: boolean;
}

/** Works out what a wish would ship (product.md 2 and 3; engine.md rule 10). Reads only; the caller holds the place's lock. */
export async function planShipment(db: Queryable, wish: ShipmentWish): Promise<Result<Shipment>> {
  const { organizationId, componentId, to } = wish;
  const place = { organizationId, componentId, environmentId: to.id };
  const target = await readLive(db, place);
  const wrong = wrongConfiguration(wish);
  if (wrong) return refused(wrong);
  switch (wish.kind) {
    case "promote":
      return planPromotion(db, wish, target);
    case "deploy": {
      const first = await firstEnvironment(db, organizationId);
      if (first?.id !== to.id)
        return refused(
          invalidField(
            "environment",
            `Deploy goes into ${first?.name ?? "the first environment"} only. Promote from there.`,
          ),
        );
      if (wish.build === undefined) return refused(invalidField("build", "Say which build to deploy."));
      return withBuild(db, wish, wish.build, target, true);
    }
    case "configure":
      if (!target.live)
        return refused(
          invalidField("environment", `Nothing runs in ${to.name} yet, so there is nothing to configure.`),
        );
      if (wish.build !== undefined && wish.build !== target.live.build.number)
        return refused(
          invalidField(
            "build",
            `${to.name} runs build #${target.live.build.number}. Another build is a promotion.`,
          ),
        );
      return withBuild(db, wish, target.live.build.number, target, true);
    case "redeploy":
      if (!target.live)
        return refused(
          invalidField("environment", `Nothing runs in ${to.name} yet, so there is nothing to deploy again.`),
        );
      if (wish.build !== undefined && wish.build !== target.live.build.number)
        return refused(
          invalidField(
            "build",
            `${to.name} runs build #${target.live.build.number}, and deploying again deploys that one.`,
          ),
        );
      return again(db, wish, target.live, target.live);
    case "rollback": {
      if (wish.build === undefined) return refused(invalidField("build", "Say which build to roll back to."));
      const build = await findBuild(db, organizationId, componentId, { number: wish.build });
      const success = build && (await lastSuccessOf(db, place, build.id));
      if (!success)
        return refused(invalidField("build", `Build #${wish.build} was never live in ${to.name}.`));
      return again(db, wish, success, target.live);
    }
  }
}

/** A choice of configuration that this kind of deployment has not. */
function wrongConfiguration({ kind, configuration }: ShipmentWish): Refusal | null {
  if (configuration === "copy" && kind !== "promote")
    return invalidField("configuration", "Only a promotion has a source to copy the configuration from.");
  if (configuration === "keep" || (kind !== "redeploy" && kind !== "rollback")) return null;
  return invalidField(
    "configuration",
    "This ships the configuration that ran with the build. Leave this field out.",
  );
}

type Target = Awaited<ReturnType<typeof readLive>>;

async function planPromotion(db: Queryable, wish: ShipmentWish, target: Target): Promise<Result<Shipment>> {
  const { organizationId, componentId, from, to } = wish;
  if (!from) return refused(invalidField("from", "Say which environment to promote from."));
  if (!(await pathExists(db, organizationId, from.id, to.id)))
    return refused(invalidField("to", `No promotion path leads from ${from.name} to ${to.name}.`));
  const source = { organizationId, componentId, environmentId: from.id };
  const { live } = await readLive(db, source);
  const healthy = isHealthy(live, from.trustDelivery);
  const number = wish.build ?? live?.build.number;
  if (number === undefined)
    return refused(refusal("source_not_healthy", { detail: `Nothing runs in ${from.name} yet.` }));
  if (number === live?.build.number) return withBuild(db, wish, number, target, healthy, live);
  const build = await findBuild(db, organizationId, componentId, { number });
  const last = build && (await lastDeploymentOf(db, source, build.id));
  return withBuild(db, wish, number, target, shippedWell(last), live);
}

async function withBuild(
  db: Queryable,
  wish: ShipmentWish,
  number: number,
  target: Target,
  sourceHealthy: boolean,
  source: Live = null,
): Promise<Result<Shipment>> {
  const { organizationId, componentId } = wish;
  const build = await findBuild(db, organizationId, componentId, { number });
  if (!build) return refused(invalidField("build", `There is no build #${number} of this component.`));
  const entries = await chosenEntries(db, wish, target);
  return ok({ build, entries, live: target.live, source, sourceHealthy });
}

/** A pair of build and configuration that was live there before, as it was. */
async function again(
  db: Queryable,
  wish: ShipmentWish,
  pair: NonNullable<Live>,
  live: Live,
): Promise<Result<Shipment>> {
  const { organizationId, componentId } = wish;
  const build = await findBuild(db, organizationId, componentId, { id: pair.build.id });
  const held = await readConfiguration(db, organizationId, pair.configuration.id);
  if (!build || !held) throw new Error("invariant: what was deployed exists");
  return ok({ build, entries: held.entries, live, source: null, sourceHealthy: true });
}

/** The target's configuration as it would be: kept, copied from what runs in the source, or edited. */
async function chosenEntries(
  db: Queryable,
  { organizationId, componentId, from, configuration }: ShipmentWish,
  target: Target,
): Promise<ConfigurationEntries> {
  const read = async (id: Parameters<typeof readConfiguration>[2] | null | undefined) =>
    id ? ((await readConfiguration(db, organizationId, id))?.entries ?? {}) : {};
  if (configuration === "copy" && from) {
    const source = await readLive(db, { organizationId, componentId, environmentId: from.id });
    return read(source.live?.configuration.id ?? source.savedConfigurationId);
  }
  const kept = await read(target.savedConfigurationId ?? target.live?.configuration.id);
  if (typeof configuration === "string") return kept;
  const edited = { ...kept, ...configuration.set };
  return Object.fromEntries(Object.entries(edited).filter(([key]) => !configuration.unset?.includes(key)));
}
