import { and, asc, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { approvalProfile, approvalProfileVersion, member, memberGroup, role } from "@/db/schema";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { GroupId, MemberId, OrganizationId, ProfileId, RoleId } from "@/lib/kernel/ids";

/** Every role with how many people hold it somewhere: what the dialog offers. */
export async function roleChoices(db: Queryable, organizationId: OrganizationId) {
  const holders = sql<number>`(select count(distinct a.member_id)::int from role_assignment a
    join member m on m.organization_id = a.organization_id and m.id = a.member_id
    where a.organization_id = role.organization_id and a.role_id = role.id and m.disabled_at is null)`;
  return db
    .select({ id: role.id, name: role.name, holders })
    .from(role)
    .where(eq(role.organizationId, organizationId))
    .orderBy(asc(sql`lower(${role.name})`));
}

/** People who can be named, and whoever is named already, whatever they have become. */
export async function memberChoices(db: Queryable, organizationId: OrganizationId, named: MemberId[]) {
  const rows = await db
    .select({
      id: member.id,
      name: member.name,
      email: member.email,
      kind: member.kind,
      disabledAt: member.disabledAt,
    })
    .from(member)
    .where(
      and(
        eq(member.organizationId, organizationId),
        or(and(eq(member.kind, "person"), isNull(member.disabledAt)), inArray(member.id, named)),
      ),
    )
    .orderBy(asc(sql`lower(${member.name})`), asc(member.id));
  return rows.map(({ disabledAt, ...row }) => ({ ...row, isDisabled: disabledAt !== null }));
}

/** Names of what rules name, by id; members also by address, as the API spells them. */
export async function namesIn(db: Queryable, organizationId: OrganizationId, rules: ApprovalRules[]) {
  const requirements = rules.flatMap(({ steps }) => steps.flatMap((step) => step.requirements));
  const ids = requirements.flatMap(({ approvers, notifyOnly }): string[] => [
    ...approvers.roles.map(({ roleId }) => roleId),
    ...approvers.groups,
    ...approvers.users,
    ...(approvers.narrowTo ?? []),
    ...notifyOnly.roles,
    ...notifyOnly.groups,
    ...notifyOnly.users,
  ]);
  if (ids.length === 0) return { names: new Map<string, string>(), emails: new Map<string, string>() };
  const roles = await db
    .select({ id: role.id, name: role.name })
    .from(role)
    .where(and(eq(role.organizationId, organizationId), inArray(role.id, ids as RoleId[])));
  const groups = await db
    .select({ id: memberGroup.id, name: memberGroup.name })
    .from(memberGroup)
    .where(and(eq(memberGroup.organizationId, organizationId), inArray(memberGroup.id, ids as GroupId[])));
  const members = await db
    .select({ id: member.id, name: member.name, email: member.email })
    .from(member)
    .where(and(eq(member.organizationId, organizationId), inArray(member.id, ids as MemberId[])));
  return {
    names: new Map<string, string>([...roles, ...groups, ...members].map(({ id, name }) => [id, name])),
    emails: new Map<string, string>(members.map(({ id, email }) => [id, email])),
  };
}

/** Groups whose id or name (in any case) is one of `names`. */
export async function findGroups(db: Queryable, organizationId: OrganizationId, names: string[]) {
  const folded = names.map((name) => name.toLowerCase());
  return db
    .select({ id: memberGroup.id, name: memberGroup.name })
    .from(memberGroup)
    .where(
      and(
        eq(memberGroup.organizationId, organizationId),
        or(inArray(memberGroup.id, names as GroupId[]), inArray(sql`lower(${memberGroup.name})`, folded)),
      ),
    );
}

export interface ProfileView {
  id: ProfileId;
  name: string;
  version: number;
  rules: ApprovalRules;
  /** Hash of the rules: what an edit names as `basedOn`. */
  rulesHash: string;
  /** When a request first pinned this version; it never changes from then on. */
  pinnedAt: Date | null;
  createdAt: Date;
}

const profileColumns = {
  id: approvalProfile.id,
  name: approvalProfile.name,
  version: approvalProfileVersion.version,
  rules: approvalProfileVersion.rules,
  rulesHash: approvalProfileVersion.rulesHash,
  pinnedAt: approvalProfileVersion.pinnedAt,
  createdAt: approvalProfileVersion.createdAt,
};

const ofProfile = and(
  eq(approvalProfileVersion.organizationId, approvalProfile.organizationId),
  eq(approvalProfileVersion.profileId, approvalProfile.id),
);

/** A profile in its newest version, or in the one named. */
export async function profileView(
  db: Queryable,
  organizationId: OrganizationId,
  name: string,
  version?: number,
): Promise<ProfileView | undefined> {
  const [row] = await db
    .select(profileColumns)
    .from(approvalProfile)
    .innerJoin(approvalProfileVersion, ofProfile)
    .where(
      and(
        eq(approvalProfile.organizationId, organizationId),
        sql`lower(${approvalProfile.name}) = lower(${name})`,
        version === undefined ? undefined : eq(approvalProfileVersion.version, version),
      ),
    )
    .orderBy(desc(approvalProfileVersion.version))
    .limit(1);
  return row;
}

/** Profiles in their newest versions, in the order they were made, after the id `after`. */
export async function profilesOf(
  db: Queryable,
  organizationId: OrganizationId,
  { after, take }: { after: string | null; take: number },
): Promise<ProfileView[]> {
  const newest = sql`(select max(v.version) from approval_profile_version v
    where v.organization_id = approval_profile.organization_id and v.profile_id = approval_profile.id)`;
  return db
    .select(profileColumns)
    .from(approvalProfile)
    .innerJoin(approvalProfileVersion, and(ofProfile, eq(approvalProfileVersion.version, newest)))
    .where(
      and(
        eq(approvalProfile.organizationId, organizationId),
        after === null ? undefined : gt(approvalProfile.id, after as ProfileId),
      ),
    )
    .orderBy(asc(approvalProfile.id))
    .limit(take);
}
