import { and, eq, isNull } from "drizzle-orm";
import type { GroupId, MemberId, ProjectId, RoleId } from "../../lib/kernel/ids";
import * as schema from "../schema";
import type { World } from "./world";

type Base = Pick<World, "db" | "organizationId">;

export async function enable({ db }: Base, memberId: MemberId): Promise<void> {
  await db.update(schema.member).set({ disabledAt: null }).where(eq(schema.member.id, memberId));
}

/** Takes exactly this assignment away: in one project, or (null) in the whole organization. */
export async function takeAssignment(
  { db }: Base,
  memberId: MemberId,
  roleId: RoleId,
  projectId: ProjectId | null,
): Promise<void> {
  const a = schema.roleAssignment;
  const there = projectId === null ? isNull(a.projectId) : eq(a.projectId, projectId);
  await db.delete(a).where(and(eq(a.memberId, memberId), eq(a.roleId, roleId), there));
}

export async function joinGroup(
  { db, organizationId }: Base,
  groupId: GroupId,
  memberId: MemberId,
): Promise<void> {
  await db.insert(schema.groupMembership).values({ organizationId, groupId, memberId }).onConflictDoNothing();
}

export async function leaveGroup({ db }: Base, groupId: GroupId, memberId: MemberId): Promise<void> {
  const m = schema.groupMembership;
  await db.delete(m).where(and(eq(m.groupId, groupId), eq(m.memberId, memberId)));
}

/** Cancels every delegation of one member to another. */
export async function endDelegations({ db }: Base, from: MemberId, to: MemberId, at: Date): Promise<void> {
  const d = schema.delegation;
  await db
    .update(d)
    .set({ cancelledAt: at })
    .where(and(eq(d.fromMemberId, from), eq(d.toMemberId, to), isNull(d.cancelledAt)));
}
