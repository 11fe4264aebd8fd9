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

export async function configurationView(
  db: Queryable,
  { organizationId, componentId, environmentId }: Place,
): Promise<ConfigurationView> {
  const ce = componentEnvironment;
  const cv = configurationVersion;
  const [row] = await db
    .select({
      version: cv.version,
      hash: cv.hash,
      entries: cv.entries,
      savedAt: cv.createdAt,
      savedBy: { id: member.id, name: member.name },
    })
    .from(ce)
    .innerJoin(cv, and(eq(cv.organizationId, ce.organizationId), eq(cv.id, ce.savedConfigurationId)))
    .leftJoin(member, and(eq(member.organizationId, cv.organizationId), eq(member.id, cv.createdBy)))
    .where(
      and(
        eq(ce.organizationId, organizationId),
        eq(ce.componentId, componentId),
        eq(ce.environmentId, environmentId),
      ),
    );
  return row ?? { version: 0, hash: contentHash({}), entries: {}, savedAt: null, savedBy: null };
}
