import { and, eq, gt, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  formerSlug,
  identity,
  member,
  organization,
  role,
  roleAssignment,
  session,
  userAccount,
} from "@/db/schema";
import type { HeldRole } from "@/lib/directory/permissions";
import type { MemberId, OrganizationId, SessionId, UserId } from "@/lib/kernel/ids";

const holds = and(isNull(session.revokedAt), gt(session.expiresAt, sql`now()`));

/** What the joined member holds now. */
export const heldRoles = sql<HeldRole[]>`coalesce((
  select json_agg(json_build_object('system', ${role.system}, 'permissions', ${role.permissions}, 'projectId', ${roleAssignment.projectId}))
  from ${roleAssignment} join ${role} on ${role.organizationId} = ${roleAssignment.organizationId} and ${role.id} = ${roleAssignment.roleId}
  where ${roleAssignment.organizationId} = ${member.organizationId} and ${roleAssignment.memberId} = ${member.id}
), '[]'::json)`;

/**
 * Session, membership and roles as they are now, in one statement. Undefined: the session does not hold. A null member:
 * no such organization, or no enabled member of it. A slug the organization had before finds it too.
 */
export async function membershipOf(db: Queryable, sessionId: SessionId, slug: string) {
  const former = sql`(select ${formerSlug.organizationId} from ${formerSlug} where ${formerSlug.slug} = ${slug})`;
  const [row] = await db
    .select({
      organization: { id: organization.id, slug: organization.slug, name: organization.name },
      member: { id: member.id, name: member.name, email: member.email, kind: member.kind },
      roles: heldRoles,
    })
    .from(session)
    .leftJoin(organization, or(eq(organization.slug, slug), eq(organization.id, former)))
    .leftJoin(
      member,
      and(
        eq(member.organizationId, organization.id),
        eq(member.userId, session.userId),
        isNull(member.disabledAt),
      ),
    )
    .where(and(eq(session.id, sessionId), holds));
  return row;
}

/** An enabled member as the database knows them at this moment, with their organization and roles. */
export async function memberWithRoles(db: Queryable, organizationId: OrganizationId, id: MemberId) {
  const [row] = await db
    .select({
      organization: { slug: organization.slug, name: organization.name },
      member: { id: member.id, name: member.name, email: member.email, kind: member.kind },
      roles: heldRoles,
    })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(and(eq(member.organizationId, organizationId), eq(member.id, id), isNull(member.disabledAt)));
  return row;
}

/** The person behind a session that holds. */
export async function signedInUser(db: Queryable, sessionId: SessionId) {
  const [row] = await db
    .select({ id: userAccount.id, name: userAccount.name, email: userAccount.email })
    .from(session)
    .innerJoin(userAccount, eq(userAccount.id, session.userId))
    .where(and(eq(session.id, sessionId), holds));
  return row;
}

/** The organizations that somebody belongs to, with the names of their roles there. */
export async function organizationsOf(db: Queryable, userId: UserId) {
  const roleNames = sql<string[]>`coalesce((
    select array_agg(distinct ${role.name}::text) from ${roleAssignment} join ${role} on ${role.organizationId} = ${roleAssignment.organizationId} and ${role.id} = ${roleAssignment.roleId}
    where ${roleAssignment.organizationId} = ${member.organizationId} and ${roleAssignment.memberId} = ${member.id}
  ), '{}')`;
  return db
    .select({ slug: organization.slug, name: organization.name, roles: roleNames })
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(and(eq(member.userId, userId), isNull(member.disabledAt)))
    .orderBy(organization.name);
}

/** Somebody else, who signs in another way, is a member under an address that this person has proven to be theirs. */
export async function isMemberAnotherWay(db: Queryable, userId: UserId): Promise<boolean> {
  const [found] = await db
    .select({ id: member.id })
    .from(identity)
    .innerJoin(member, sql`lower(${member.email}) = lower(${identity.email})`)
    .where(
      and(
        eq(identity.userId, userId),
        eq(identity.emailVerified, true),
        isNotNull(member.userId),
        ne(member.userId, userId),
        isNull(member.disabledAt),
      ),
    )
    .limit(1);
  return found !== undefined;
}
