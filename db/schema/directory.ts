import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { DelegationId, GroupId, MemberId, ProjectId, RoleId } from "../../lib/kernel/ids";
import { project } from "./catalog";
import { createdAt, id, instant, organizationId } from "./columns";
import { member, organization } from "./tenant";

/** A role people can hold. `system` names one of the four of the permission table; others list their own permissions. */
export const role = pgTable(
  "role",
  {
    id: id<RoleId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    name: text("name").notNull(),
    system: text("system").$type<"administrator" | "developer" | "reviewer" | "auditor">(),
    permissions: text("permissions").array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
  },
  (t) => [
    unique("role_in_organization").on(t.organizationId, t.id),
    uniqueIndex("role_name").on(t.organizationId, sql`lower(${t.name})`),
    uniqueIndex("role_system").on(t.organizationId, t.system),
    check("role_system_known", sql`${t.system} in ('administrator', 'developer', 'reviewer', 'auditor')`),
  ],
);

/** Who holds which role: in the whole organization, or (with a project) in that project only. */
export const roleAssignment = pgTable(
  "role_assignment",
  {
    organizationId: organizationId(),
    memberId: id<MemberId>("member_id").notNull(),
    roleId: id<RoleId>("role_id").notNull(),
    projectId: id<ProjectId>("project_id"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("role_assignment_once").on(t.organizationId, t.memberId, t.roleId, t.projectId).nullsNotDistinct(),
    index("role_assignment_role").on(t.organizationId, t.roleId),
    foreignKey({
      name: "role_assignment_member",
      columns: [t.organizationId, t.memberId],
      foreignColumns: [member.organizationId, member.id],
    }),
    foreignKey({
      name: "role_assignment_role_fk",
      columns: [t.organizationId, t.roleId],
      foreignColumns: [role.organizationId, role.id],
    }),
    foreignKey({
      name: "role_assignment_project",
      columns: [t.organizationId, t.projectId],
      foreignColumns: [project.organizationId, project.id],
    }),
  ],
);

export const memberGroup = pgTable(
  "member_group",
  {
    id: id<GroupId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("member_group_in_organization").on(t.organizationId, t.id),
    uniqueIndex("member_group_name").on(t.organizationId, sql`lower(${t.name})`),
  ],
);

export const groupMembership = pgTable(
  "group_membership",
  {
    organizationId: organizationId(),
    groupId: id<GroupId>("group_id").notNull(),
    memberId: id<MemberId>("member_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.groupId, t.memberId] }),
    index("group_membership_member").on(t.organizationId, t.memberId),
    foreignKey({
      name: "group_membership_group",
      columns: [t.organizationId, t.groupId],
      foreignColumns: [memberGroup.organizationId, memberGroup.id],
    }),
    foreignKey({
      name: "group_membership_member_fk",
      columns: [t.organizationId, t.memberId],
      foreignColumns: [member.organizationId, member.id],
    }),
  ],
);

/** "She decides for me": valid on [startsAt, endsAt) unless cancelled. Its state is derived, never stored. */
export const delegation = pgTable(
  "delegation",
  {
    id: id<DelegationId>("id").primaryKey(),
    organizationId: organizationId(),
    fromMemberId: id<MemberId>("from_member_id").notNull(),
    toMemberId: id<MemberId>("to_member_id").notNull(),
    projectId: id<ProjectId>("project_id"),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at"),
    cancelledAt: instant("cancelled_at"),
    /** When the worker saw that it had ended, and told whom that leaves with nobody to decide. No rule reads it. */
    endNotedAt: instant("end_noted_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("delegation_ending")
      .on(t.endsAt)
      .where(sql`${t.endsAt} is not null and ${t.cancelledAt} is null and ${t.endNotedAt} is null`),
    index("delegation_from").on(t.organizationId, t.fromMemberId),
    index("delegation_to").on(t.organizationId, t.toMemberId),
    foreignKey({
      name: "delegation_from_fk",
      columns: [t.organizationId, t.fromMemberId],
      foreignColumns: [member.organizationId, member.id],
    }),
    foreignKey({
      name: "delegation_to_fk",
      columns: [t.organizationId, t.toMemberId],
      foreignColumns: [member.organizationId, member.id],
    }),
    foreignKey({
      name: "delegation_project",
      columns: [t.organizationId, t.projectId],
      foreignColumns: [project.organizationId, project.id],
    }),
    check("delegation_not_to_oneself", sql`${t.fromMemberId} <> ${t.toMemberId}`),
    check("delegation_ends_after_start", sql`${t.endsAt} is null or ${t.endsAt} > ${t.startsAt}`),
  ],
);
