import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type {
  BuildId,
  ComponentId,
  ConfigurationId,
  EnvironmentId,
  MemberId,
  ProjectId,
} from "../../lib/kernel/ids";
import { createdAt, id, instant, organizationId } from "./columns";
import { member, organization } from "./tenant";

export const project = pgTable(
  "project",
  {
    id: id<ProjectId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("project_in_organization").on(t.organizationId, t.id),
    unique("project_slug").on(t.organizationId, t.slug),
    check("project_slug_form", sql`${t.slug} ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'`),
  ],
);

export const component = pgTable(
  "component",
  {
    id: id<ComponentId>("id").primaryKey(),
    organizationId: organizationId(),
    projectId: id<ProjectId>("project_id").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("component_in_organization").on(t.organizationId, t.id),
    unique("component_in_project").on(t.organizationId, t.projectId, t.id),
    unique("component_slug").on(t.organizationId, t.projectId, t.slug),
    foreignKey({
      name: "component_project",
      columns: [t.organizationId, t.projectId],
      foreignColumns: [project.organizationId, project.id],
    }),
    check("component_slug_form", sql`${t.slug} ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'`),
  ],
);

/** A place components run. The first by position is where `deploy` goes; all others are reached along paths. */
export const environment = pgTable(
  "environment",
  {
    id: id<EnvironmentId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    position: integer("position").notNull(),
    critical: boolean("critical").notNull().default(false),
    /** A delivered deployment counts as healthy here without a health report. */
    trustDelivery: boolean("trust_delivery").notNull().default(false),
    driver: text("driver").notNull().default("gitops"),
    driverSettings: jsonb("driver_settings").notNull().default({}),
    /** Sealed by lib/deploy/credentials; never leaves the server. */
    driverCredential: text("driver_credential"),
    /** Where a component answers, e.g. `https://dev.example/{component}`. */
    endpoint: text("endpoint"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("environment_in_organization").on(t.organizationId, t.id),
    unique("environment_slug").on(t.organizationId, t.slug),
    unique("environment_position").on(t.organizationId, t.position),
    check("environment_slug_form", sql`${t.slug} ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'`),
  ],
);

export const promotionPath = pgTable(
  "promotion_path",
  {
    organizationId: organizationId(),
    fromEnvironmentId: id<EnvironmentId>("from_environment_id").notNull(),
    toEnvironmentId: id<EnvironmentId>("to_environment_id").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.fromEnvironmentId, t.toEnvironmentId] }),
    foreignKey({
      name: "promotion_path_from",
      columns: [t.organizationId, t.fromEnvironmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    foreignKey({
      name: "promotion_path_to",
      columns: [t.organizationId, t.toEnvironmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    check("promotion_path_leads_elsewhere", sql`${t.fromEnvironmentId} <> ${t.toEnvironmentId}`),
  ],
);

/** An immutable artifact. Reporting the same digest again answers with this row. */
export const build = pgTable(
  "build",
  {
    id: id<BuildId>("id").primaryKey(),
    organizationId: organizationId(),
    componentId: id<ComponentId>("component_id").notNull(),
    number: integer("number").notNull(),
    version: text("version"),
    image: text("image").notNull(),
    digest: text("digest").notNull(),
    commitSha: text("commit_sha").notNull(),
    branch: text("branch"),
    sourceUrl: text("source_url"),
    builtAt: instant("built_at").notNull(),
    reportedBy: id<MemberId>("reported_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("build_in_organization").on(t.organizationId, t.id),
    unique("build_of_component").on(t.organizationId, t.componentId, t.id),
    unique("build_number").on(t.organizationId, t.componentId, t.number),
    unique("build_digest").on(t.organizationId, t.componentId, t.digest),
    foreignKey({
      name: "build_component",
      columns: [t.organizationId, t.componentId],
      foreignColumns: [component.organizationId, component.id],
    }),
    foreignKey({
      name: "build_reported_by",
      columns: [t.organizationId, t.reportedBy],
      foreignColumns: [member.organizationId, member.id],
    }),
    check("build_digest_form", sql`${t.digest} ~ '^sha256:[0-9a-f]{64}$'`),
    check("build_number_positive", sql`${t.number} > 0`),
  ],
);

/** The commits since the previous build, newest first, as the pipeline reported them. */
export const buildCommit = pgTable(
  "build_commit",
  {
    organizationId: organizationId(),
    buildId: id<BuildId>("build_id").notNull(),
    position: integer("position").notNull(),
    sha: text("sha").notNull(),
    message: text("message").notNull(),
    authorName: text("author_name").notNull(),
    authorEmail: text("author_email").notNull(),
    /** Author, committer and co-authors, case-folded: who counts as a builder (engine.md, rule 4). */
    builderEmails: text("builder_emails").array().notNull(),
    committedAt: instant("committed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.buildId, t.position] }),
    foreignKey({
      name: "build_commit_build",
      columns: [t.organizationId, t.buildId],
      foreignColumns: [build.organizationId, build.id],
    }),
  ],
);

/** What an entry of a configuration is: a value, or a reference to a secret that Countersign never resolves. */
export type ConfigurationEntries = Record<string, { value: string } | { secret: string }>;

/** A component's configuration in one environment, numbered, never changed after it was written. */
export const configurationVersion = pgTable(
  "configuration_version",
  {
    id: id<ConfigurationId>("id").primaryKey(),
    organizationId: organizationId(),
    componentId: id<ComponentId>("component_id").notNull(),
    environmentId: id<EnvironmentId>("environment_id").notNull(),
    version: integer("version").notNull(),
    entries: jsonb("entries").$type<ConfigurationEntries>().notNull(),
    hash: text("hash").notNull(),
    createdBy: id<MemberId>("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("configuration_in_organization").on(t.organizationId, t.id),
    unique("configuration_of_place").on(t.organizationId, t.componentId, t.environmentId, t.id),
    unique("configuration_number").on(t.organizationId, t.componentId, t.environmentId, t.version),
    index("configuration_content").on(t.organizationId, t.componentId, t.environmentId, t.hash),
    foreignKey({
      name: "configuration_component",
      columns: [t.organizationId, t.componentId],
      foreignColumns: [component.organizationId, component.id],
    }),
    foreignKey({
      name: "configuration_environment",
      columns: [t.organizationId, t.environmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    foreignKey({
      name: "configuration_created_by",
      columns: [t.organizationId, t.createdBy],
      foreignColumns: [member.organizationId, member.id],
    }),
  ],
);
