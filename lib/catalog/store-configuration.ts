import { and, desc, eq, inArray } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { type ConfigurationEntries, componentEnvironment, configurationVersion } from "@/db/schema";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { ComponentId, ConfigurationId, EnvironmentId, MemberId, OrganizationId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";
import { newId } from "@/lib/kernel/new-id";

/** A component in an environment, and whose it is. */
export interface Place {
  organizationId: OrganizationId;
  componentId: ComponentId;
  environmentId: EnvironmentId;
}

export interface WrittenConfiguration {
  id: ConfigurationId;
  version: number;
  hash: string;
}

const ofPlace = ({ organizationId, componentId, environmentId }: Place) =>
  and(
    eq(configurationVersion.organizationId, organizationId),
    eq(configurationVersion.componentId, componentId),
    eq(configurationVersion.environmentId, environmentId),
  );

const written = {
  id: configurationVersion.id,
  version: configurationVersion.version,
  hash: configurationVersion.hash,
};

/** Locks the row that everything which deploys or configures takes first. Undefined: no such place. */
export async function lockPlace(tx: Transaction, { organizationId, componentId, environmentId }: Place) {
  const [row] = await tx
    .select()
    .from(componentEnvironment)
    .where(
      and(
        eq(componentEnvironment.organizationId, organizationId),
        eq(componentEnvironment.componentId, componentId),
        eq(componentEnvironment.environmentId, environmentId),
      ),
    )
    .for("update");
  return row;
}

/** Locks several places of a component at once, always in the same order: nobody waits for somebody who waits for them. */
export async function lockPlaces(
  tx: Transaction,
  { organizationId, componentId }: Omit<Place, "environmentId">,
  environmentIds: EnvironmentId[],
): Promise<void> {
  const ce = componentEnvironment;
  await tx
    .select({ id: ce.environmentId })
    .from(ce)
    .where(
      and(
        eq(ce.organizationId, organizationId),
        eq(ce.componentId, componentId),
        inArray(ce.environmentId, environmentIds),
      ),
    )
    .orderBy(ce.environmentId)
    .for("update");
}

/**
 * Stores entries as an immutable version of the place, or answers the latest version that holds the same ones. Numbers
 * are given out under the place's lock, which this takes. Changes nothing about what is saved or live.
 */
export async function writeConfigurationVersion(
  tx: Transaction,
  {
    entries,
    createdBy,
    createdAt,
    ...place
  }: Place & { entries: ConfigurationEntries; createdBy: MemberId | null; createdAt?: Date },
): Promise<WrittenConfiguration> {
  const locked = await lockPlace(tx, place);
  invariant(locked, "a configuration belongs to a component in an environment");
  const hash = contentHash(entries);
  const [same] = await tx
    .select(written)
    .from(configurationVersion)
    .where(and(ofPlace(place), eq(configurationVersion.hash, hash)))
    .orderBy(desc(configurationVersion.version))
    .limit(1);
  if (same) return same;
  const [latest] = await tx
    .select({ version: configurationVersion.version })
    .from(configurationVersion)
    .where(ofPlace(place))
    .orderBy(desc(configurationVersion.version))
    .limit(1);
  const row = { id: newId("cfg"), version: (latest?.version ?? 0) + 1, hash };
  await tx.insert(configurationVersion).values({ ...place, ...row, entries, createdBy, createdAt });
  return row;
}

export async function readConfiguration(db: Queryable, organizationId: OrganizationId, id: ConfigurationId) {
  const [row] = await db
    .select({ ...written, entries: configurationVersion.entries, createdAt: configurationVersion.createdAt })
    .from(configurationVersion)
    .where(and(eq(configurationVersion.organizationId, organizationId), eq(configurationVersion.id, id)));
  return row;
}

/** What the next deployment that keeps this place's configuration ships. Nothing runs differently by this. */
export async function pointSavedConfiguration(tx: Transaction, place: Place, id: ConfigurationId) {
  await tx
    .update(componentEnvironment)
    .set({ savedConfigurationId: id })
    .where(
      and(
        eq(componentEnvironment.organizationId, place.organizationId),
        eq(componentEnvironment.componentId, place.componentId),
        eq(componentEnvironment.environmentId, place.environmentId),
      ),
    );
}
