import { and, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type ConfigurationEntries, componentEnvironment, configurationVersion, member } from "@/db/schema";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { MemberId } from "@/lib/kernel/ids";
import type { Place } from "./store-configuration";

/** The configuration saved last in a place. Version 0, and nobody's, until there is one. */
export interface ConfigurationView {
  version: number;
  hash: string;
  entries: ConfigurationEntries;
  savedAt: Date | null;
  savedBy: { id: MemberId; name: string } | null;
}

const cv = configurationVersion;

/** What is shown of a version, with the member who saved it joined to it. */
export const versionColumns = {
  version: cv.version,
  hash: cv.hash,
  entries: cv.entries,
  savedAt: cv.createdAt,
  savedBy: { id: member.id, name: member.name },
};

/** The condition of that join. */
export const savedBy = and(eq(member.organizationId, cv.organizationId), eq(member.id, cv.createdBy));

export async function configurationView(
  db: Queryable,
  { organizationId, componentId, environmentId }: Place,
): Promise<ConfigurationView> {
  const ce = componentEnvironment;
  const [row] = await db
    .select(versionColumns)
    .from(ce)
    .innerJoin(cv, and(eq(cv.organizationId, ce.organizationId), eq(cv.id, ce.savedConfigurationId)))
    .leftJoin(member, savedBy)
    .where(
      and(
        eq(ce.organizationId, organizationId),
        eq(ce.componentId, componentId),
        eq(ce.environmentId, environmentId),
      ),
    );
  return row ?? { version: 0, hash: contentHash({}), entries: {}, savedAt: null, savedBy: null };
}
