import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { FingerprintInput } from "../../lib/approvals/core/fingerprint";
import type { Asked } from "../../lib/approvals/core/request-state";
import type { RequestSubject } from "../../lib/approvals/core/request-subject";
import type { ApprovalRules } from "../../lib/approvals/core/rules";
import {
  closedStates,
  requestStates,
  ruleChoosers,
  useStates,
  workflows,
} from "../../lib/approvals/core/vocabulary";
import type { Actor } from "../../lib/kernel/actor";
import type {
  BuildId,
  ComponentId,
  ConfigurationId,
  EnvironmentId,
  MemberId,
  ProfileId,
  ProjectId,
  RequestId,
} from "../../lib/kernel/ids";
import { build, component, configurationVersion, environment, project } from "./catalog";
import { id, instant, list, organizationId } from "./columns";
import { member, organization } from "./tenant";
import { approvalProfileVersion } from "./workflows";

/**
 * One ask for approval: the fold of its events, kept beside them so that a list needs no folding. `subject`,
 * `rules` and `profileName` are the words of then; the ids beside them are for joins and filters.
 */
export const approvalRequest = pgTable(
  "approval_request",
  {
    id: id<RequestId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    number: integer("number").notNull(),
    workflow: text("workflow", { enum: workflows }).notNull(),
    subjectKey: text("subject_key").notNull(),
    subject: jsonb("subject").$type<RequestSubject>().notNull(),
    projectId: id<ProjectId>("project_id"),
    componentId: id<ComponentId>("component_id"),
    fromEnvironmentId: id<EnvironmentId>("from_environment_id"),
    toEnvironmentId: id<EnvironmentId>("to_environment_id"),
    buildId: id<BuildId>("build_id"),
    configurationId: id<ConfigurationId>("configuration_id"),
    fingerprint: text("fingerprint").notNull(),
    fingerprintInput: jsonb("fingerprint_input").$type<FingerprintInput>().notNull(),
    /** Null: the requester set the rules. */
    profileId: id<ProfileId>("profile_id"),
    profileVersion: integer("profile_version"),
    profileName: text("profile_name"),
    /** Whose choice the rules were, where no binding chose them. */
    rulesFrom: text("rules_from", { enum: ruleChoosers }),
    rules: jsonb("rules").$type<ApprovalRules>().notNull(),
    rulesHash: text("rules_hash").notNull(),
    openedBy: id<MemberId>("opened_by").notNull(),
    startedBy: id<MemberId>("started_by"),
    builders: text("builders").array().$type<MemberId[]>().notNull(),
    message: text("message"),
    state: text("state", { enum: requestStates }).notNull(),
    use: text("use", { enum: useStates }).notNull(),
    openStep: integer("open_step"),
    asked: jsonb("asked").$type<Asked[]>().notNull(),
    openedAt: instant("opened_at").notNull(),
    expiresAt: instant("expires_at"),
    decidedAt: instant("decided_at"),
    lapsesAt: instant("lapses_at"),
    closedAt: instant("closed_at"),
    closedBy: jsonb("closed_by").$type<Actor>(),
    closeReason: text("close_reason"),
    overridden: boolean("overridden").notNull().default(false),
    lastSequence: integer("last_sequence").notNull(),
    lastHash: text("last_hash").notNull(),
  },
  (t) => [
    unique("request_in_organization").on(t.organizationId, t.id),
    unique("request_number").on(t.organizationId, t.number),
    uniqueIndex("request_one_open")
      .on(t.organizationId, t.workflow, t.subjectKey)
      .where(sql`${t.closedAt} is null`),
    // An external request is one for ever: the same name twice in one run is the same ask (engine.md, rule 7).
    uniqueIndex("request_external_once")
      .on(t.organizationId, t.subjectKey)
      .where(sql`${t.workflow} = 'external'`),
    index("request_open_by_deadline")
      .on(t.organizationId, t.openedAt, t.id)
      .where(sql`${t.closedAt} is null`),
    index("request_open_soonest")
      .on(
        t.organizationId,
        sql`coalesce(${t.expiresAt}, 'infinity'::timestamp with time zone)`,
        t.openedAt,
        t.id,
      )
      .where(sql`${t.closedAt} is null`),
    index("request_closed_newest")
      .on(t.organizationId, t.closedAt, t.id)
      .where(sql`${t.closedAt} is not null`),
    index("request_closed_of_project")
      .on(t.organizationId, t.projectId, t.closedAt, t.id)
      .where(sql`${t.closedAt} is not null`),
    index("request_closed_of_component")
      .on(t.organizationId, t.componentId, t.closedAt, t.id)
      .where(sql`${t.closedAt} is not null`),
    index("request_closed_in_state")
      .on(t.organizationId, t.state, t.closedAt, t.id)
      .where(sql`${t.closedAt} is not null`),
    index("request_closed_by_override")
      .on(t.organizationId, t.closedAt, t.id)
      .where(sql`${t.closedAt} is not null and ${t.overridden}`),
    index("request_newest").on(t.organizationId, t.openedAt, t.id),
    index("request_of_target").on(t.organizationId, t.componentId, t.toEnvironmentId, t.openedAt),
    index("request_unfinished_of_target")
      .on(t.organizationId, t.componentId, t.toEnvironmentId, t.number)
      .where(sql`${t.closedAt} is null or ${t.use} in ('ready', 'running')`),
    index("request_of_version").on(t.organizationId, t.profileId, t.profileVersion, t.number),
    index("request_of_requester").on(t.organizationId, t.openedBy, t.openedAt),
    index("request_due").on(t.expiresAt).where(sql`${t.closedAt} is null and ${t.expiresAt} is not null`),
    index("request_lapsing").on(t.lapsesAt).where(sql`${t.use} = 'ready' and ${t.lapsesAt} is not null`),
    foreignKey({
      name: "request_project",
      columns: [t.organizationId, t.projectId],
      foreignColumns: [project.organizationId, project.id],
    }),
    foreignKey({
      name: "request_component",
      columns: [t.organizationId, t.projectId, t.componentId],
      foreignColumns: [component.organizationId, component.projectId, component.id],
    }),
    foreignKey({
      name: "request_from",
      columns: [t.organizationId, t.fromEnvironmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    foreignKey({
      name: "request_to",
      columns: [t.organizationId, t.toEnvironmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    foreignKey({
      name: "request_build",
      columns: [t.organizationId, t.componentId, t.buildId],
      foreignColumns: [build.organizationId, build.componentId, build.id],
    }),
    foreignKey({
      name: "request_configuration",
      columns: [t.organizationId, t.configurationId],
      foreignColumns: [configurationVersion.organizationId, configurationVersion.id],
    }),
    foreignKey({
      name: "request_profile_version",
      columns: [t.organizationId, t.profileId, t.profileVersion],
      foreignColumns: [
        approvalProfileVersion.organizationId,
        approvalProfileVersion.profileId,
        approvalProfileVersion.version,
      ],
    }),
    foreignKey({
      name: "request_opened_by",
      columns: [t.organizationId, t.openedBy],
      foreignColumns: [member.organizationId, member.id],
    }),
    foreignKey({
      name: "request_started_by",
      columns: [t.organizationId, t.startedBy],
      foreignColumns: [member.organizationId, member.id],
    }),
    check("request_state_known", sql`${t.state} in (${list(requestStates)})`),
    check("request_use_known", sql`${t.use} in (${list(useStates)})`),
    check(
      "request_closed_has_instant",
      sql`(${t.state} in (${list(closedStates)})) = (${t.closedAt} is not null)`,
    ),
    check("request_waits_in_one_step", sql`(${t.state} = 'waiting') = (${t.openStep} is not null)`),
    check("request_use_only_when_approved", sql`(${t.state} = 'approved') = (${t.use} <> 'none')`),
    check("request_rules_from_known", sql`${t.rulesFrom} in (${list(ruleChoosers)})`),
    // Rules of the requester's own never satisfy a promotion or a certificate operation (engine.md, Permissions).
    check(
      "request_rules_have_a_source",
      sql`(${t.profileId} is null) = coalesce(${t.rulesFrom} = 'requester', false) and (${t.rulesFrom} is null or ${t.workflow} = 'external')
        and (${t.profileId} is null) = (${t.profileVersion} is null) and (${t.profileId} is null) = (${t.profileName} is null)`,
    ),
    check(
      "request_belongs_where_it_asks",
      sql`${t.workflow} = 'environment-promotion' or ((${t.workflow} = 'external') = (${t.projectId} is not null) and ${t.componentId} is null)`,
    ),
    check(
      "request_promotion_is_whole",
      sql`${t.workflow} <> 'environment-promotion' or (${t.componentId} is not null and ${t.toEnvironmentId} is not null and ${t.buildId} is not null and ${t.configurationId} is not null)`,
    ),
  ],
);
