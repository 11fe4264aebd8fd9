import { and, asc, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Queryable } from "@/db/client";
import {
  approvalProfile,
  approvalProfileVersion,
  approvalRequest,
  binding,
  component,
  environment,
  member,
  project,
} from "@/db/schema";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { OrganizationId, ProfileId } from "@/lib/kernel/ids";
import type { BoundTo, PinnedBy } from "./core/profile-words";

/** A version of a profile, who changed it last and when. */
export interface VersionView {
  version: number;
  rules: ApprovalRules;
  rulesHash: string;
  pinnedAt: Date | null;
  changedBy: string;
  changedAt: Date;
}

const changedBy = alias(member, "changed_by");

const versionColumns = {
  version: approvalProfileVersion.version,
  rules: approvalProfileVersion.rules,
  rulesHash: approvalProfileVersion.rulesHash,
  pinnedAt: approvalProfileVersion.pinnedAt,
  changedBy: changedBy.name,
  changedAt:
    sql<Date>`coalesce(${approvalProfileVersion.editedAt}, ${approvalProfileVersion.createdAt})`.mapWith(
      approvalProfileVersion.createdAt,
    ),
};

const byChanger = and(
  eq(changedBy.organizationId, approvalProfileVersion.organizationId),
  sql`${changedBy.id} = coalesce(${approvalProfileVersion.editedBy}, ${approvalProfileVersion.createdBy})`,
);

/** All profiles by name, each in its newest version. Somebody typed each of them: there are few. */
export async function newestVersions(db: Queryable, organizationId: OrganizationId) {
  const newest = sql`(select max(v.version) from approval_profile_version v
    where v.organization_id = approval_profile.organization_id and v.profile_id = approval_profile.id)`;
  return db
    .select({ id: approvalProfile.id, name: approvalProfile.name, ...versionColumns })
    .from(approvalProfile)
    .innerJoin(
      approvalProfileVersion,
      and(
        eq(approvalProfileVersion.organizationId, approvalProfile.organizationId),
        eq(approvalProfileVersion.profileId, approvalProfile.id),
        eq(approvalProfileVersion.version, newest),
      ),
    )
    .innerJoin(changedBy, byChanger)
    .where(eq(approvalProfile.organizationId, organizationId))
    .orderBy(asc(sql`lower(${approvalProfile.name})`));
}

/** A profile's versions, newest first. */
export async function versionsOf(
  db: Queryable,
  organizationId: OrganizationId,
  profileId: ProfileId,
): Promise<VersionView[]> {
  return db
    .select(versionColumns)
    .from(approvalProfileVersion)
    .innerJoin(changedBy, byChanger)
    .where(
      and(
        eq(approvalProfileVersion.organizationId, organizationId),
        eq(approvalProfileVersion.profileId, profileId),
      ),
    )
    .orderBy(desc(approvalProfileVersion.version));
}

const pinnedShown = 5;

/** The newest requests that pinned a version, by number. */
export async function pinnedByOf(
  db: Queryable,
  organizationId: OrganizationId,
  profileId: ProfileId,
  version: number,
): Promise<PinnedBy> {
  const rows = await db
    .select({ number: approvalRequest.number })
    .from(approvalRequest)
    .where(
      and(
        eq(approvalRequest.organizationId, organizationId),
        eq(approvalRequest.profileId, profileId),
        eq(approvalRequest.profileVersion, version),
      ),
    )
    .orderBy(desc(approvalRequest.number))
    .limit(pinnedShown + 1);
  return { numbers: rows.slice(0, pinnedShown).map(({ number }) => number), more: rows.length > pinnedShown };
}

export interface BoundView extends BoundTo {
  id: string;
  profileId: ProfileId;
}

/** What each profile is bound to, by the names of things. */
export async function boundProfiles(
  db: Queryable,
  organizationId: OrganizationId,
  profileId?: ProfileId,
): Promise<BoundView[]> {
  const [source, target] = [alias(environment, "source"), alias(environment, "target")];
  const rows = await db
    .select({
      id: binding.id,
      profileId: binding.profileId,
      workflow: binding.workflow,
      project: project.name,
      component: component.name,
      from: source.name,
      to: target.name,
      resource: binding.resource,
      action: binding.action,
      targets: binding.targets,
      kinds: binding.kinds,
    })
    .from(binding)
    .leftJoin(project, and(eq(project.organizationId, organizationId), eq(project.id, binding.projectId)))
    .leftJoin(
      component,
      and(eq(component.organizationId, organizationId), eq(component.id, binding.componentId)),
    )
    .leftJoin(
      source,
      and(eq(source.organizationId, organizationId), eq(source.id, binding.fromEnvironmentId)),
    )
    .leftJoin(target, and(eq(target.organizationId, organizationId), eq(target.id, binding.toEnvironmentId)))
    .where(
      and(
        eq(binding.organizationId, organizationId),
        profileId === undefined ? undefined : eq(binding.profileId, profileId),
      ),
    )
    .orderBy(asc(binding.id));
  return rows.map(({ kinds, ...row }) => ({ ...row, gatesRollback: kinds.includes("rollback") }));
}
