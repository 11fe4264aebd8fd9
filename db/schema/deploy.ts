import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { deploymentKinds } from "../../lib/approvals/core/vocabulary";
import type {
  BuildId,
  ComponentId,
  ConfigurationId,
  DeploymentId,
  EnvironmentId,
  MemberId,
  RequestId,
  UseId,
} from "../../lib/kernel/ids";
import { approvalRequest } from "./approvals";
import { build, component, configurationVersion, environment } from "./catalog";
import { changedAt, createdAt, id, instant, organizationId } from "./columns";
import { member } from "./tenant";
import { approvalUse } from "./votes";

/**
 * A component in an environment: the row that everything which deploys locks first. It knows what is live, which
 * configuration was saved last, and whether the outside was found different from what we believe.
 */
export const componentEnvironment = pgTable(
  "component_environment",
  {
    organizationId: organizationId(),
    componentId: id<ComponentId>("component_id").notNull(),
    environmentId: id<EnvironmentId>("environment_id").notNull(),
    liveDeploymentId: id<DeploymentId>("live_deployment_id"),
    savedConfigurationId: id<ConfigurationId>("saved_configuration_id"),
    drift: jsonb("drift").$type<{ believed: string | null; found: string | null; foundAt: string }>(),
    changedAt: changedAt(),
  },
  (t) => [
    index("component_environment_changed").on(t.changedAt),
    primaryKey({ columns: [t.organizationId, t.componentId, t.environmentId] }),
    foreignKey({
      name: "component_environment_component",
      columns: [t.organizationId, t.componentId],
      foreignColumns: [component.organizationId, component.id],
    }),
    foreignKey({
      name: "component_environment_environment",
      columns: [t.organizationId, t.environmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    foreignKey({
      name: "component_environment_configuration",
      columns: [t.organizationId, t.componentId, t.environmentId, t.savedConfigurationId],
      foreignColumns: [
        configurationVersion.organizationId,
        configurationVersion.componentId,
        configurationVersion.environmentId,
        configurationVersion.id,
      ],
    }),
  ],
);

/**
 * One attempt to make a build and a configuration live. `gate` says why it was allowed: a `grant` (and then it names
 * the use of it), `exempt` by rule 10 (redeploy, rollback), or `open` because nothing gated the target.
 */
export const deployment = pgTable(
  "deployment",
  {
    id: id<DeploymentId>("id").primaryKey(),
    organizationId: organizationId(),
    componentId: id<ComponentId>("component_id").notNull(),
    environmentId: id<EnvironmentId>("environment_id").notNull(),
    kind: text("kind", { enum: deploymentKinds }).notNull(),
    sourceEnvironmentId: id<EnvironmentId>("source_environment_id"),
    buildId: id<BuildId>("build_id").notNull(),
    configurationId: id<ConfigurationId>("configuration_id").notNull(),
    gate: text("gate", { enum: ["grant", "exempt", "open"] }).notNull(),
    /** For `open` after something was ungated: "not gated: changed by X at T" (rule 11). */
    gateNote: text("gate_note"),
    requestId: id<RequestId>("request_id"),
    useId: id<UseId>("use_id"),
    singleUse: boolean("single_use").notNull().default(false),
    retryOf: id<DeploymentId>("retry_of"),
    /** The digest we believed live when this was made: what the driver must find (null: nothing was live). */
    expectedDigest: text("expected_digest"),
    state: text("state", { enum: ["running", "succeeded", "failed"] })
      .notNull()
      .default("running"),
    health: text("health", { enum: ["unknown", "healthy", "unhealthy"] })
      .notNull()
      .default("unknown"),
    rolledBackAt: instant("rolled_back_at"),
    reference: text("reference"),
    failure: text("failure"),
    startedBy: id<MemberId>("started_by").notNull(),
    createdAt: createdAt(),
    finishedAt: instant("finished_at"),
    healthAt: instant("health_at"),
    changedAt: changedAt(),
  },
  (t) => [
    unique("deployment_in_organization").on(t.organizationId, t.id),
    index("deployment_changed").on(t.changedAt),
    uniqueIndex("deployment_one_running")
      .on(t.organizationId, t.componentId, t.environmentId)
      .where(sql`${t.state} = 'running'`),
    uniqueIndex("deployment_use").on(t.organizationId, t.useId),
    uniqueIndex("deployment_once_running")
      .on(t.organizationId, t.requestId)
      .where(sql`${t.singleUse} and ${t.state} = 'running'`),
    uniqueIndex("deployment_once_succeeded")
      .on(t.organizationId, t.requestId)
      .where(sql`${t.singleUse} and ${t.state} = 'succeeded'`),
    index("deployment_of_place").on(t.organizationId, t.componentId, t.environmentId, t.createdAt),
    foreignKey({
      name: "deployment_place",
      columns: [t.organizationId, t.componentId, t.environmentId],
      foreignColumns: [
        componentEnvironment.organizationId,
        componentEnvironment.componentId,
        componentEnvironment.environmentId,
      ],
    }),
    foreignKey({
      name: "deployment_source",
      columns: [t.organizationId, t.sourceEnvironmentId],
      foreignColumns: [environment.organizationId, environment.id],
    }),
    foreignKey({
      name: "deployment_build",
      columns: [t.organizationId, t.componentId, t.buildId],
      foreignColumns: [build.organizationId, build.componentId, build.id],
    }),
    foreignKey({
      name: "deployment_configuration",
      columns: [t.organizationId, t.componentId, t.environmentId, t.configurationId],
      foreignColumns: [
        configurationVersion.organizationId,
        configurationVersion.componentId,
        configurationVersion.environmentId,
        configurationVersion.id,
      ],
    }),
    foreignKey({
      name: "deployment_request",
      columns: [t.organizationId, t.requestId],
      foreignColumns: [approvalRequest.organizationId, approvalRequest.id],
    }),
    foreignKey({
      name: "deployment_approval_use",
      columns: [t.organizationId, t.requestId, t.useId],
      foreignColumns: [approvalUse.organizationId, approvalUse.requestId, approvalUse.id],
    }),
    foreignKey({
      name: "deployment_started_by",
      columns: [t.organizationId, t.startedBy],
      foreignColumns: [member.organizationId, member.id],
    }),
    check(
      "deployment_kind_known",
      sql`${t.kind} in ('promote', 'configure', 'redeploy', 'rollback', 'deploy')`,
    ),
    check("deployment_state_known", sql`${t.state} in ('running', 'succeeded', 'failed')`),
    check("deployment_health_known", sql`${t.health} in ('unknown', 'healthy', 'unhealthy')`),
    check("deployment_gate_known", sql`${t.gate} in ('grant', 'exempt', 'open')`),
    check(
      "deployment_grant_names_its_use",
      sql`(${t.gate} = 'grant') = (${t.useId} is not null and ${t.requestId} is not null)`,
    ),
    check("deployment_exempt_kinds", sql`${t.gate} <> 'exempt' or ${t.kind} in ('redeploy', 'rollback')`),
    check("deployment_finished_once", sql`(${t.state} = 'running') = (${t.finishedAt} is null)`),
    check("deployment_failure_says_why", sql`(${t.state} = 'failed') = (${t.failure} is not null)`),
  ],
);

/** What a deployment's driver said while it ran, in order. */
export const deploymentProgress = pgTable(
  "deployment_progress",
  {
    organizationId: organizationId(),
    deploymentId: id<DeploymentId>("deployment_id").notNull(),
    sequence: bigint("sequence", { mode: "number" }).generatedAlwaysAsIdentity(),
    line: text("line").notNull(),
    at: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.deploymentId, t.sequence] }),
    foreignKey({
      name: "deployment_progress_deployment",
      columns: [t.organizationId, t.deploymentId],
      foreignColumns: [deployment.organizationId, deployment.id],
    }),
  ],
);
