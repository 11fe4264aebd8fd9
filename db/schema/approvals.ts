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
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { FingerprintInput } from "../../lib/approvals/core/fingerprint";
import type { Asked } from "../../lib/approvals/core/request-state";
import type { RequestSubject } from "../../lib/approvals/core/request-subject";
import type { ApprovalRules } from "../../lib/approvals/core/rules";
import {
  closedStates,
  decisions,
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
  EventId,
  MemberId,
  ProfileId,
  ProjectId,
  RequestId,
  UseId,
  VoteId,
} from "../../lib/kernel/ids";
import { build, component, configurationVersion, environment, project } from "./catalog";
import { id, instant, organizationId } from "./columns";
import { member, organization } from "./tenant";
import { approvalProfileVersion } from "./workflows";

const list = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(", "));

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
    index("request_newest").on(t.organizationId, t.openedAt, t.id),
    index("request_of_target").on(t.organizationId, t.componentId, t.toEnvironmentId, t.openedAt),
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

export const vote = pgTable(
  "vote",
  {
    id: id<VoteId>("id").primaryKey(),
    organizationId: organizationId(),
    requestId: id<RequestId>("request_id").notNull(),
    /** Of its `vote.cast` event: the order in which votes were cast. */
    sequence: integer("sequence").notNull(),
    voterId: id<MemberId>("voter_id").notNull(),
    principalId: id<MemberId>("principal_id").notNull(),
    step: integer("step").notNull(),
    requirement: text("requirement").notNull(),
    decision: text("decision", { enum: decisions }).notNull(),
    comment: text("comment"),
    castAt: instant("cast_at").notNull(),
    replacedAt: instant("replaced_at"),
  },
  (t) => [
    unique("vote_sequence").on(t.organizationId, t.requestId, t.sequence),
    index("vote_of_voter").on(t.organizationId, t.voterId),
    foreignKey({
      name: "vote_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
    foreignKey({
      name: "vote_voter",
      columns: [t.organizationId, t.voterId],
      foreignColumns: [member.organizationId, member.id],
    }),
    foreignKey({
      name: "vote_principal",
      columns: [t.organizationId, t.principalId],
      foreignColumns: [member.organizationId, member.id],
    }),
    check("vote_decision_known", sql`${t.decision} in (${list(decisions)})`),
  ],
);

/** Each time an approval was used. `outcome` is written once. */
export const approvalUse = pgTable(
  "approval_use",
  {
    id: id<UseId>("id").primaryKey(),
    organizationId: organizationId(),
    requestId: id<RequestId>("request_id").notNull(),
    startedBy: id<MemberId>("started_by"),
    startedAt: instant("started_at").notNull(),
    outcome: text("outcome", { enum: ["succeeded", "failed"] }),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    unique("approval_use_of_request").on(t.organizationId, t.requestId, t.id),
    uniqueIndex("approval_use_one_running")
      .on(t.organizationId, t.requestId)
      .where(sql`${t.outcome} is null`),
    foreignKey({
      name: "approval_use_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
    check("approval_use_outcome_known", sql`${t.outcome} in ('succeeded', 'failed')`),
  ],
);

/** The record: numbered without gaps and chained by hash. Triggers refuse UPDATE, DELETE and TRUNCATE. */
export const requestEvent = pgTable(
  "request_event",
  {
    id: id<EventId>("id").primaryKey(),
    organizationId: organizationId(),
    requestId: id<RequestId>("request_id").notNull(),
    sequence: integer("sequence").notNull(),
    type: text("type").notNull(),
    actor: jsonb("actor").$type<Actor>().notNull(),
    at: instant("at").notNull(),
    data: jsonb("data").notNull(),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [
    unique("request_event_sequence").on(t.organizationId, t.requestId, t.sequence),
    foreignKey({
      name: "request_event_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
  ],
);

/** Who was or is an approver of a request, whatever roles they hold now: they may see it (engine.md, rule 15). */
export const requestParticipant = pgTable(
  "request_participant",
  {
    organizationId: organizationId(),
    requestId: id<RequestId>("request_id").notNull(),
    memberId: id<MemberId>("member_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.memberId, t.requestId] }),
    index("request_participant_by_request").on(t.organizationId, t.requestId),
    foreignKey({
      name: "request_participant_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
    foreignKey({
      name: "request_participant_member",
      columns: [t.organizationId, t.memberId],
      foreignColumns: [member.organizationId, member.id],
    }),
  ],
);

/**
 * Which sets of people the open step of an open request asks: `role:…`, `role:…@project`, `group:…`, `user:…`. "What I
 * may decide" walks this per set of mine, newest first, and stays fast with a million requests; rows go with the step.
 */
export const approverSet = pgTable(
  "approver_set",
  {
    organizationId: organizationId(),
    setKey: text("set_key").notNull(),
    openedAt: instant("opened_at").notNull(),
    requestId: id<RequestId>("request_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.setKey, t.openedAt, t.requestId] }),
    index("approver_set_request").on(t.organizationId, t.requestId),
    foreignKey({
      name: "approver_set_request_fk",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
  ],
);
