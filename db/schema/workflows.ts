import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { ApprovalRules } from "../../lib/approvals/core/rules";
import { deploymentKinds, workflows } from "../../lib/approvals/core/vocabulary";
import type {
  BindingId,
  ComponentId,
  EnvironmentId,
  MemberId,
  ProfileId,
  ProjectId,
} from "../../lib/kernel/ids";
import { component, environment, project } from "./catalog";
import { createdAt, id, instant, organizationId } from "./columns";
import { member, organization } from "./tenant";

/** Whether a workflow is on in an organization. No row: off, and nothing of it is gated. */
export const workflowSwitch = pgTable(
  "workflow_switch",
  {
    organizationId: organizationId().references(() => organization.id),
    workflow: text("workflow", { enum: workflows }).notNull(),
    enabled: boolean("enabled").notNull(),
    changedBy: id<MemberId>("changed_by").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.workflow] }),
    foreignKey({
      name: "workflow_switch_changed_by",
      columns: [t.organizationId, t.changedBy],
      foreignColumns: [member.organizationId, member.id],
    }),
  ],
);

export const approvalProfile = pgTable(
  "approval_profile",
  {
    id: id<ProfileId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("approval_profile_in_organization").on(t.organizationId, t.id),
    uniqueIndex("approval_profile_name").on(t.organizationId, sql`lower(${t.name})`),
  ],
);

/** A profile's rules. Editable in place until a request pins it (`pinnedAt`); a trigger keeps it from then on. */
export const approvalProfileVersion = pgTable(
  "approval_profile_version",
  {
    organizationId: organizationId(),
    profileId: id<ProfileId>("profile_id").notNull(),
    version: integer("version").notNull(),
    rules: jsonb("rules").$type<ApprovalRules>().notNull(),
    rulesHash: text("rules_hash").notNull(),
    pinnedAt: instant("pinned_at"),
    createdBy: id<MemberId>("created_by").notNull(),
    createdAt: createdAt(),
    /** Who changed it in place last, and when; null while it is as it was made. */
    editedBy: id<MemberId>("edited_by"),
    editedAt: instant("edited_at"),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.profileId, t.version] }),
    foreignKey({
      name: "profile_version_profile",
      columns: [t.organizationId, t.profileId],
      foreignColumns: [approvalProfile.organizationId, approvalProfile.id],
    }),
    foreignKey({
      name: "profile_version_created_by",
      columns: [t.organizationId, t.createdBy],
      foreignColumns: [member.organizationId, member.id],
    }),
    foreignKey({
      name: "profile_version_edited_by",
      columns: [t.organizationId, t.editedBy],
      foreignColumns: [member.organizationId, member.id],
    }),
    check("profile_version_edit_is_whole", sql`(${t.editedBy} is null) = (${t.editedAt} is null)`),
  ],
);

/** What is gated, by which profile (engine.md). Equal ones are refused; the most specific wins. */
export const binding = pgTable(
  "binding",
  {
    id: id<BindingId>("id").primaryKey(),
    organizationId: organizationId(),
    workflow: text("workflow", { enum: workflows }).notNull(),
    profileId: id<ProfileId>("profile_id").notNull(),
    projectId: id<ProjectId>("project_id"),
    componentId: id<ComponentId>("component_id"),
    fromEnvironmentId: id<EnvironmentId>("from_environment_id"),
    toEnvironmentId: id<EnvironmentId>("to_environment_id"),
    resource: text("resource"),
    action: text("action"),
    targets: text("targets", { enum: ["critical", "every"] }).notNull(),
    kinds: text("kinds", { enum: deploymentKinds }).array().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("binding_same_scope")
      .on(
        t.organizationId,
        t.workflow,
        t.projectId,
        t.componentId,
        t.fromEnvironmentId,
        t.toEnvironmentId,
        t.resource,
        t.action,
      )
      .nullsNotDistinct(),
    foreignKey({
      name: "binding_profile",
      columns: [t.organizationId, t.profileId],
      foreignColumns: [approvalProfile.organizationId, approvalProfile.id],
    }),
    foreignKey({
      name: "binding_project",
      columns: [t.organizationId, t.projectId],
      foreignColumns: [project.organizationId, project.id],
    }),
    foreignKey({
      name: "binding_component",
      columns: [t.organizationId, t.componentId],
      foreignColumns: [component.organizationId, component.id],
    }),
    foreignKey({
      name: "binding_from",
      columns: [t.organizationId, t.fromEnvironmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    foreignKey({
      name: "binding_to",
      columns: [t.organizationId, t.toEnvironmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    check("binding_targets_known", sql`${t.targets} in ('critical', 'every')`),
  ],
);
