import { and, eq, gt, isNotNull, isNull, min, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  installation,
  invitation,
  member,
  organization,
  role,
  roleAssignment,
  signInLink,
  userAccount,
} from "@/db/schema";
import type { UserId } from "@/lib/kernel/ids";

/** Whom an unused link signs in. Looking does not use it up. */
export async function emailOfLink(db: Queryable, tokenHash: string): Promise<string | null> {
  const [found] = await db
    .select({ email: signInLink.email })
    .from(signInLink)
    .where(
      and(
        eq(signInLink.tokenHash, tokenHash),
        isNull(signInLink.usedAt),
        gt(signInLink.expiresAt, sql`now()`),
      ),
    );
  return found?.email ?? null;
}

/** What an invitation that can still be accepted is for. */
export async function openInvitation(db: Queryable, tokenHash: string) {
  const [found] = await db
    .select({ organization: organization.name, name: member.name })
    .from(invitation)
    .innerJoin(
      member,
      and(eq(member.organizationId, invitation.organizationId), eq(member.id, invitation.memberId)),
    )
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(
      and(
        eq(invitation.tokenHash, tokenHash),
        isNull(invitation.acceptedAt),
        gt(invitation.expiresAt, sql`now()`),
        isNull(member.userId),
        isNull(member.disabledAt),
      ),
    );
  return found;
}

/** Whether this database was made as a demo. */
export async function isDemoDatabase(db: Queryable): Promise<boolean> {
  const [row] = await db.select({ demo: installation.demo }).from(installation);
  return row?.demo === true;
}

/** The demo's people: members with a user, in the order in which they were made, with what they are. */
export async function demoPeople(db: Queryable) {
  return db
    .select({
      id: userAccount.id,
      name: userAccount.name,
      role: sql<string>`coalesce(string_agg(distinct ${role.name}, ', '), 'Member')`,
    })
    .from(userAccount)
    .innerJoin(member, eq(member.userId, userAccount.id))
    .leftJoin(
      roleAssignment,
      and(eq(roleAssignment.organizationId, member.organizationId), eq(roleAssignment.memberId, member.id)),
    )
    .leftJoin(role, and(eq(role.organizationId, member.organizationId), eq(role.id, roleAssignment.roleId)))
    .where(and(isNotNull(member.userId), isNull(member.disabledAt)))
    .groupBy(userAccount.id)
    .orderBy(min(member.id));
}

/** One of the demo's people. */
export async function demoPerson(db: Queryable, id: string): Promise<{ id: UserId } | undefined> {
  const [found] = await db
    .select({ id: userAccount.id })
    .from(userAccount)
    .innerJoin(member, eq(member.userId, userAccount.id))
    .where(and(eq(userAccount.id, id as UserId), isNull(member.disabledAt)))
    .limit(1);
  return found;
}
