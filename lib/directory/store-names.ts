import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { member, role } from "@/db/schema";
import type { MemberId, OrganizationId, RoleId } from "@/lib/kernel/ids";

/** Roles whose id or name (in any case) is one of `names`. */
export async function findRoles(db: Queryable, organizationId: OrganizationId, names: string[]) {
  const folded = names.map((name) => name.toLowerCase());
  return db
    .select({ id: role.id, name: role.name })
    .from(role)
    .where(
      and(
        eq(role.organizationId, organizationId),
        or(inArray(role.id, names as RoleId[]), inArray(sql`lower(${role.name})`, folded)),
      ),
    );
}

/** Members whose id or address (in any case) is one of `names`. */
export async function findMembers(db: Queryable, organizationId: OrganizationId, names: string[]) {
  const folded = names.map((name) => name.toLowerCase());
  return db
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
        or(inArray(member.id, names as MemberId[]), inArray(sql`lower(${member.email})`, folded)),
      ),
    );
}
