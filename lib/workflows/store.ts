import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/db/client";
import { approvalProfile, approvalProfileVersion, binding, environment, workflowSwitch } from "@/db/schema";
import type { Workflow } from "@/lib/approvals/core/vocabulary";
import type { EnvironmentId, OrganizationId, ProfileId } from "@/lib/kernel/ids";
import type { Binding } from "./core/resolve-binding";
import type { OperationBinding } from "./core/resolve-operation";

/** Is the workflow on, and what of it is bound. Off: nothing it binds is gated. */
export async function readGates(
  db: Queryable,
  organizationId: OrganizationId,
  workflow: Workflow,
): Promise<{ enabled: boolean; bindings: (Binding & OperationBinding)[] }> {
  const [held] = await db
    .select()
    .from(workflowSwitch)
    .where(and(eq(workflowSwitch.organizationId, organizationId), eq(workflowSwitch.workflow, workflow)));
  if (!held?.enabled) return { enabled: false, bindings: [] };
  const bindings = await db
    .select()
    .from(binding)
    .where(and(eq(binding.organizationId, organizationId), eq(binding.workflow, workflow)));
  return { enabled: true, bindings };
}

/** Takes the switch's lock (making its row when there is none), so that two administrators save one after the other. */
export async function lockSwitch(
  tx: Transaction,
  organizationId: OrganizationId,
  workflow: Workflow,
  row: { changedBy: typeof workflowSwitch.$inferInsert.changedBy },
) {
  await tx
    .insert(workflowSwitch)
    .values({
      organizationId,
      workflow,
      enabled: false,
      changedBy: row.changedBy,
      changedAt: sql`clock_timestamp()`,
    })
    .onConflictDoNothing();
  const [held] = await tx
    .select()
    .from(workflowSwitch)
    .where(and(eq(workflowSwitch.organizationId, organizationId), eq(workflowSwitch.workflow, workflow)))
    .for("update");
  return held;
}

export async function updateSwitch(tx: Transaction, row: typeof workflowSwitch.$inferSelect): Promise<void> {
  await tx
    .update(workflowSwitch)
    .set(row)
    .where(
      and(eq(workflowSwitch.organizationId, row.organizationId), eq(workflowSwitch.workflow, row.workflow)),
    );
}

export async function findProfile(
  db: Queryable,
  organizationId: OrganizationId,
  by: { name: string } | { id: ProfileId },
) {
  const which =
    "id" in by ? eq(approvalProfile.id, by.id) : sql`lower(${approvalProfile.name}) = lower(${by.name})`;
  const [row] = await db
    .select()
    .from(approvalProfile)
    .where(and(eq(approvalProfile.organizationId, organizationId), which));
  return row;
}

export async function insertProfile(
  tx: Transaction,
  row: typeof approvalProfile.$inferInsert,
): Promise<void> {
  await tx.insert(approvalProfile).values(row);
}

/** A profile's newest version. `lock`: "share" for whoever pins it, "update" for whoever edits it (engine.md, Rules). */
export async function latestVersion(
  db: Queryable,
  organizationId: OrganizationId,
  profileId: ProfileId,
  lock?: "share" | "update",
) {
  const query = db
    .select()
    .from(approvalProfileVersion)
    .where(
      and(
        eq(approvalProfileVersion.organizationId, organizationId),
        eq(approvalProfileVersion.profileId, profileId),
      ),
    )
    .orderBy(desc(approvalProfileVersion.version))
    .limit(1);
  const [row] = await (lock ? query.for(lock) : query);
  return row;
}

type VersionKey = Pick<
  typeof approvalProfileVersion.$inferSelect,
  "organizationId" | "profileId" | "version"
>;

function versionKey({ organizationId, profileId, version }: VersionKey) {
  const { organizationId: o, profileId: p, version: v } = approvalProfileVersion;
  return and(eq(o, organizationId), eq(p, profileId), eq(v, version));
}

export async function insertVersion(
  tx: Transaction,
  row: typeof approvalProfileVersion.$inferInsert,
): Promise<void> {
  await tx.insert(approvalProfileVersion).values(row);
}

export async function replaceRules(
  tx: Transaction,
  key: VersionKey,
  change: Pick<typeof approvalProfileVersion.$inferInsert, "rules" | "rulesHash" | "editedBy">,
): Promise<void> {
  await tx
    .update(approvalProfileVersion)
    .set({ ...change, editedAt: sql`clock_timestamp()` })
    .where(versionKey(key));
}

/** Freezes a version. The trigger keeps it from then on; pinning again changes nothing. */
export async function pinVersion(tx: Transaction, key: VersionKey, pinnedAt: Date): Promise<void> {
  await tx
    .update(approvalProfileVersion)
    .set({ pinnedAt })
    .where(and(versionKey(key), isNull(approvalProfileVersion.pinnedAt)));
}

/** Which environments are marked critical now. */
export async function readCritical(
  db: Queryable,
  organizationId: OrganizationId,
): Promise<Map<EnvironmentId, boolean>> {
  const rows = await db
    .select({ id: environment.id, critical: environment.critical })
    .from(environment)
    .where(eq(environment.organizationId, organizationId));
  return new Map(rows.map(({ id, critical }) => [id, critical]));
}
