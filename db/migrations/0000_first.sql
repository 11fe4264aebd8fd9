CREATE TABLE "approval_request" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"number" integer NOT NULL,
	"workflow" text NOT NULL,
	"subject_key" text NOT NULL,
	"subject" jsonb NOT NULL,
	"project_id" text,
	"component_id" text,
	"from_environment_id" text,
	"to_environment_id" text,
	"build_id" text,
	"configuration_id" text,
	"fingerprint" text NOT NULL,
	"fingerprint_input" jsonb NOT NULL,
	"profile_id" text NOT NULL,
	"profile_version" integer NOT NULL,
	"profile_name" text NOT NULL,
	"rules" jsonb NOT NULL,
	"rules_hash" text NOT NULL,
	"opened_by" text NOT NULL,
	"started_by" text,
	"builders" text[] NOT NULL,
	"message" text,
	"state" text NOT NULL,
	"use" text NOT NULL,
	"open_step" integer,
	"asked" jsonb NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"lapses_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"closed_by" jsonb,
	"close_reason" text,
	"overridden" boolean DEFAULT false NOT NULL,
	"last_sequence" integer NOT NULL,
	"last_hash" text NOT NULL,
	CONSTRAINT "request_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "request_number" UNIQUE("organization_id","number"),
	CONSTRAINT "request_state_known" CHECK ("approval_request"."state" in ('new', 'waiting', 'approved', 'rejected', 'cancelled', 'expired', 'superseded')),
	CONSTRAINT "request_use_known" CHECK ("approval_request"."use" in ('none', 'ready', 'running', 'used', 'lapsed', 'revoked', 'superseded')),
	CONSTRAINT "request_closed_has_instant" CHECK (("approval_request"."state" in ('approved', 'rejected', 'cancelled', 'expired', 'superseded')) = ("approval_request"."closed_at" is not null)),
	CONSTRAINT "request_waits_in_one_step" CHECK (("approval_request"."state" = 'waiting') = ("approval_request"."open_step" is not null)),
	CONSTRAINT "request_use_only_when_approved" CHECK (("approval_request"."state" = 'approved') = ("approval_request"."use" <> 'none')),
	CONSTRAINT "request_promotion_is_whole" CHECK ("approval_request"."workflow" <> 'environment-promotion' or ("approval_request"."component_id" is not null and "approval_request"."to_environment_id" is not null and "approval_request"."build_id" is not null and "approval_request"."configuration_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "approval_use" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"request_id" text NOT NULL,
	"started_by" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "approval_use_of_request" UNIQUE("organization_id","request_id","id"),
	CONSTRAINT "approval_use_outcome_known" CHECK ("approval_use"."outcome" in ('succeeded', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "approver_set" (
	"organization_id" text NOT NULL,
	"set_key" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "approver_set_organization_id_set_key_opened_at_request_id_pk" PRIMARY KEY("organization_id","set_key","opened_at","request_id")
);
--> statement-breakpoint
CREATE TABLE "request_event" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"request_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"type" text NOT NULL,
	"actor" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "request_event_sequence" UNIQUE("organization_id","request_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "request_participant" (
	"organization_id" text NOT NULL,
	"request_id" text NOT NULL,
	"member_id" text NOT NULL,
	CONSTRAINT "request_participant_organization_id_member_id_request_id_pk" PRIMARY KEY("organization_id","member_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "vote" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"request_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"voter_id" text NOT NULL,
	"principal_id" text NOT NULL,
	"step" integer NOT NULL,
	"requirement" text NOT NULL,
	"decision" text NOT NULL,
	"comment" text,
	"cast_at" timestamp (3) with time zone NOT NULL,
	"replaced_at" timestamp (3) with time zone,
	CONSTRAINT "vote_sequence" UNIQUE("organization_id","request_id","sequence"),
	CONSTRAINT "vote_decision_known" CHECK ("vote"."decision" in ('approve', 'reject'))
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"organization_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"actor" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_event_organization_id_sequence_pk" PRIMARY KEY("organization_id","sequence"),
	CONSTRAINT "audit_event_id" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "build" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"component_id" text NOT NULL,
	"number" integer NOT NULL,
	"version" text,
	"image" text NOT NULL,
	"digest" text NOT NULL,
	"commit_sha" text NOT NULL,
	"branch" text,
	"source_url" text,
	"built_at" timestamp (3) with time zone NOT NULL,
	"reported_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "build_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "build_of_component" UNIQUE("organization_id","component_id","id"),
	CONSTRAINT "build_number" UNIQUE("organization_id","component_id","number"),
	CONSTRAINT "build_digest" UNIQUE("organization_id","component_id","digest"),
	CONSTRAINT "build_digest_form" CHECK ("build"."digest" ~ '^sha256:[0-9a-f]{64}$'),
	CONSTRAINT "build_number_positive" CHECK ("build"."number" > 0)
);
--> statement-breakpoint
CREATE TABLE "build_commit" (
	"organization_id" text NOT NULL,
	"build_id" text NOT NULL,
	"position" integer NOT NULL,
	"sha" text NOT NULL,
	"message" text NOT NULL,
	"author_name" text NOT NULL,
	"author_email" text NOT NULL,
	"builder_emails" text[] NOT NULL,
	"committed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "build_commit_organization_id_build_id_position_pk" PRIMARY KEY("organization_id","build_id","position")
);
--> statement-breakpoint
CREATE TABLE "component" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "component_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "component_in_project" UNIQUE("organization_id","project_id","id"),
	CONSTRAINT "component_slug" UNIQUE("organization_id","project_id","slug"),
	CONSTRAINT "component_slug_form" CHECK ("component"."slug" ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')
);
--> statement-breakpoint
CREATE TABLE "configuration_version" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"component_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"version" integer NOT NULL,
	"entries" jsonb NOT NULL,
	"hash" text NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "configuration_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "configuration_of_place" UNIQUE("organization_id","component_id","environment_id","id"),
	CONSTRAINT "configuration_number" UNIQUE("organization_id","component_id","environment_id","version")
);
--> statement-breakpoint
CREATE TABLE "environment" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	"critical" boolean DEFAULT false NOT NULL,
	"trust_delivery" boolean DEFAULT false NOT NULL,
	"driver" text DEFAULT 'gitops' NOT NULL,
	"driver_settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"driver_credential" text,
	"endpoint" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "environment_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "environment_slug" UNIQUE("organization_id","slug"),
	CONSTRAINT "environment_position" UNIQUE("organization_id","position"),
	CONSTRAINT "environment_slug_form" CHECK ("environment"."slug" ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')
);
--> statement-breakpoint
CREATE TABLE "project" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "project_slug" UNIQUE("organization_id","slug"),
	CONSTRAINT "project_slug_form" CHECK ("project"."slug" ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')
);
--> statement-breakpoint
CREATE TABLE "promotion_path" (
	"organization_id" text NOT NULL,
	"from_environment_id" text NOT NULL,
	"to_environment_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "promotion_path_organization_id_from_environment_id_to_environment_id_pk" PRIMARY KEY("organization_id","from_environment_id","to_environment_id"),
	CONSTRAINT "promotion_path_leads_elsewhere" CHECK ("promotion_path"."from_environment_id" <> "promotion_path"."to_environment_id")
);
--> statement-breakpoint
CREATE TABLE "component_environment" (
	"organization_id" text NOT NULL,
	"component_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"live_deployment_id" text,
	"saved_configuration_id" text,
	"drift" jsonb,
	CONSTRAINT "component_environment_organization_id_component_id_environment_id_pk" PRIMARY KEY("organization_id","component_id","environment_id")
);
--> statement-breakpoint
CREATE TABLE "deployment" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"component_id" text NOT NULL,
	"environment_id" text NOT NULL,
	"kind" text NOT NULL,
	"source_environment_id" text,
	"build_id" text NOT NULL,
	"configuration_id" text NOT NULL,
	"gate" text NOT NULL,
	"gate_note" text,
	"request_id" text,
	"use_id" text,
	"single_use" boolean DEFAULT false NOT NULL,
	"retry_of" text,
	"expected_digest" text,
	"state" text DEFAULT 'running' NOT NULL,
	"health" text DEFAULT 'unknown' NOT NULL,
	"rolled_back_at" timestamp (3) with time zone,
	"reference" text,
	"failure" text,
	"started_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"health_at" timestamp (3) with time zone,
	CONSTRAINT "deployment_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "deployment_kind_known" CHECK ("deployment"."kind" in ('promote', 'configure', 'redeploy', 'rollback', 'deploy')),
	CONSTRAINT "deployment_state_known" CHECK ("deployment"."state" in ('running', 'succeeded', 'failed')),
	CONSTRAINT "deployment_health_known" CHECK ("deployment"."health" in ('unknown', 'healthy', 'unhealthy')),
	CONSTRAINT "deployment_gate_known" CHECK ("deployment"."gate" in ('grant', 'exempt', 'open')),
	CONSTRAINT "deployment_grant_names_its_use" CHECK (("deployment"."gate" = 'grant') = ("deployment"."use_id" is not null and "deployment"."request_id" is not null)),
	CONSTRAINT "deployment_exempt_kinds" CHECK ("deployment"."gate" <> 'exempt' or "deployment"."kind" in ('redeploy', 'rollback')),
	CONSTRAINT "deployment_finished_once" CHECK (("deployment"."state" = 'running') = ("deployment"."finished_at" is null)),
	CONSTRAINT "deployment_failure_says_why" CHECK (("deployment"."state" = 'failed') = ("deployment"."failure" is not null))
);
--> statement-breakpoint
CREATE TABLE "deployment_progress" (
	"organization_id" text NOT NULL,
	"deployment_id" text NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "deployment_progress_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"line" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deployment_progress_organization_id_deployment_id_sequence_pk" PRIMARY KEY("organization_id","deployment_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "delegation" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"from_member_id" text NOT NULL,
	"to_member_id" text NOT NULL,
	"project_id" text,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "delegation_not_to_oneself" CHECK ("delegation"."from_member_id" <> "delegation"."to_member_id"),
	CONSTRAINT "delegation_ends_after_start" CHECK ("delegation"."ends_at" is null or "delegation"."ends_at" > "delegation"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "group_membership" (
	"organization_id" text NOT NULL,
	"group_id" text NOT NULL,
	"member_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "group_membership_organization_id_group_id_member_id_pk" PRIMARY KEY("organization_id","group_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "member_group" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_group_in_organization" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "role" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"system" text,
	"permissions" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "role_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "role_system_known" CHECK ("role"."system" in ('administrator', 'developer', 'reviewer', 'auditor'))
);
--> statement-breakpoint
CREATE TABLE "role_assignment" (
	"organization_id" text NOT NULL,
	"member_id" text NOT NULL,
	"role_id" text NOT NULL,
	"project_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "role_assignment_once" UNIQUE NULLS NOT DISTINCT("organization_id","member_id","role_id","project_id")
);
--> statement-breakpoint
CREATE TABLE "effect" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"event_id" text NOT NULL,
	"kind" text NOT NULL,
	"recipient" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"handed_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"abandoned" text,
	CONSTRAINT "effect_once" UNIQUE("event_id","kind","recipient")
);
--> statement-breakpoint
CREATE TABLE "api_token" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"member_id" text NOT NULL,
	"name" text NOT NULL,
	"token_hash" text NOT NULL,
	"hint" text NOT NULL,
	"scopes" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "api_token_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "identity" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text NOT NULL,
	"email" text,
	"email_verified" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identity_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"demo" boolean NOT NULL,
	"set_up_code_hash" text,
	"set_up_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "installation_single" CHECK ("installation"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"member_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "former_slug" (
	"slug" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "member" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" text DEFAULT 'person' NOT NULL,
	"user_id" text,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "member_kind" CHECK ("member"."kind" in ('person', 'service')),
	CONSTRAINT "member_service_signs_in_never" CHECK ("member"."kind" = 'person' or "member"."user_id" is null)
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"last_request_number" integer DEFAULT 0 NOT NULL,
	"audit_sequence" bigint DEFAULT 0 NOT NULL,
	"audit_hash" text DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organization_slug_unique" UNIQUE("slug"),
	CONSTRAINT "organization_slug" CHECK ("organization"."slug" ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')
);
--> statement-breakpoint
CREATE TABLE "user_account" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approval_profile" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_profile_in_organization" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "approval_profile_version" (
	"organization_id" text NOT NULL,
	"profile_id" text NOT NULL,
	"version" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"rules_hash" text NOT NULL,
	"pinned_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_profile_version_organization_id_profile_id_version_pk" PRIMARY KEY("organization_id","profile_id","version")
);
--> statement-breakpoint
CREATE TABLE "binding" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workflow" text NOT NULL,
	"profile_id" text NOT NULL,
	"project_id" text,
	"component_id" text,
	"from_environment_id" text,
	"to_environment_id" text,
	"resource" text,
	"action" text,
	"targets" text NOT NULL,
	"kinds" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "binding_same_scope" UNIQUE NULLS NOT DISTINCT("organization_id","workflow","project_id","component_id","from_environment_id","to_environment_id","resource","action"),
	CONSTRAINT "binding_targets_known" CHECK ("binding"."targets" in ('critical', 'every'))
);
--> statement-breakpoint
CREATE TABLE "workflow_switch" (
	"organization_id" text NOT NULL,
	"workflow" text NOT NULL,
	"enabled" boolean NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workflow_switch_organization_id_workflow_pk" PRIMARY KEY("organization_id","workflow")
);
--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_project" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."project"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_component" FOREIGN KEY ("organization_id","project_id","component_id") REFERENCES "public"."component"("organization_id","project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_from" FOREIGN KEY ("organization_id","from_environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_to" FOREIGN KEY ("organization_id","to_environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_build" FOREIGN KEY ("organization_id","component_id","build_id") REFERENCES "public"."build"("organization_id","component_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_configuration" FOREIGN KEY ("organization_id","configuration_id") REFERENCES "public"."configuration_version"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_profile_version" FOREIGN KEY ("organization_id","profile_id","profile_version") REFERENCES "public"."approval_profile_version"("organization_id","profile_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_opened_by" FOREIGN KEY ("organization_id","opened_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_started_by" FOREIGN KEY ("organization_id","started_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_use" ADD CONSTRAINT "approval_use_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_request"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approver_set" ADD CONSTRAINT "approver_set_request_fk" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_request"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_event" ADD CONSTRAINT "request_event_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_request"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_participant" ADD CONSTRAINT "request_participant_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_request"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_participant" ADD CONSTRAINT "request_participant_member" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote" ADD CONSTRAINT "vote_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_request"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote" ADD CONSTRAINT "vote_voter" FOREIGN KEY ("organization_id","voter_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vote" ADD CONSTRAINT "vote_principal" FOREIGN KEY ("organization_id","principal_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build" ADD CONSTRAINT "build_component" FOREIGN KEY ("organization_id","component_id") REFERENCES "public"."component"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build" ADD CONSTRAINT "build_reported_by" FOREIGN KEY ("organization_id","reported_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "build_commit" ADD CONSTRAINT "build_commit_build" FOREIGN KEY ("organization_id","build_id") REFERENCES "public"."build"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "component" ADD CONSTRAINT "component_project" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."project"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_version" ADD CONSTRAINT "configuration_component" FOREIGN KEY ("organization_id","component_id") REFERENCES "public"."component"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_version" ADD CONSTRAINT "configuration_environment" FOREIGN KEY ("organization_id","environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_version" ADD CONSTRAINT "configuration_created_by" FOREIGN KEY ("organization_id","created_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment" ADD CONSTRAINT "environment_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion_path" ADD CONSTRAINT "promotion_path_from" FOREIGN KEY ("organization_id","from_environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion_path" ADD CONSTRAINT "promotion_path_to" FOREIGN KEY ("organization_id","to_environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "component_environment" ADD CONSTRAINT "component_environment_component" FOREIGN KEY ("organization_id","component_id") REFERENCES "public"."component"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "component_environment" ADD CONSTRAINT "component_environment_environment" FOREIGN KEY ("organization_id","environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "component_environment" ADD CONSTRAINT "component_environment_configuration" FOREIGN KEY ("organization_id","component_id","environment_id","saved_configuration_id") REFERENCES "public"."configuration_version"("organization_id","component_id","environment_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_place" FOREIGN KEY ("organization_id","component_id","environment_id") REFERENCES "public"."component_environment"("organization_id","component_id","environment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_source" FOREIGN KEY ("organization_id","source_environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_build" FOREIGN KEY ("organization_id","component_id","build_id") REFERENCES "public"."build"("organization_id","component_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_configuration" FOREIGN KEY ("organization_id","component_id","environment_id","configuration_id") REFERENCES "public"."configuration_version"("organization_id","component_id","environment_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_request"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_approval_use" FOREIGN KEY ("organization_id","request_id","use_id") REFERENCES "public"."approval_use"("organization_id","request_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment" ADD CONSTRAINT "deployment_started_by" FOREIGN KEY ("organization_id","started_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployment_progress" ADD CONSTRAINT "deployment_progress_deployment" FOREIGN KEY ("organization_id","deployment_id") REFERENCES "public"."deployment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_from_fk" FOREIGN KEY ("organization_id","from_member_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_to_fk" FOREIGN KEY ("organization_id","to_member_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_project" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."project"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_group" FOREIGN KEY ("organization_id","group_id") REFERENCES "public"."member_group"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_membership" ADD CONSTRAINT "group_membership_member_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_group" ADD CONSTRAINT "member_group_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role" ADD CONSTRAINT "role_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_member" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_role_fk" FOREIGN KEY ("organization_id","role_id") REFERENCES "public"."role"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_assignment" ADD CONSTRAINT "role_assignment_project" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."project"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "effect" ADD CONSTRAINT "effect_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_member_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity" ADD CONSTRAINT "identity_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_member" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_slug" ADD CONSTRAINT "former_slug_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_profile" ADD CONSTRAINT "approval_profile_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_profile_version" ADD CONSTRAINT "profile_version_profile" FOREIGN KEY ("organization_id","profile_id") REFERENCES "public"."approval_profile"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_profile_version" ADD CONSTRAINT "profile_version_created_by" FOREIGN KEY ("organization_id","created_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "binding" ADD CONSTRAINT "binding_profile" FOREIGN KEY ("organization_id","profile_id") REFERENCES "public"."approval_profile"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "binding" ADD CONSTRAINT "binding_project" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."project"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "binding" ADD CONSTRAINT "binding_component" FOREIGN KEY ("organization_id","component_id") REFERENCES "public"."component"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "binding" ADD CONSTRAINT "binding_from" FOREIGN KEY ("organization_id","from_environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "binding" ADD CONSTRAINT "binding_to" FOREIGN KEY ("organization_id","to_environment_id") REFERENCES "public"."environment"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_switch" ADD CONSTRAINT "workflow_switch_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflow_switch" ADD CONSTRAINT "workflow_switch_changed_by" FOREIGN KEY ("organization_id","changed_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "request_one_open" ON "approval_request" USING btree ("organization_id","workflow","subject_key") WHERE "approval_request"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "request_open_by_deadline" ON "approval_request" USING btree ("organization_id","opened_at","id") WHERE "approval_request"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "request_closed_newest" ON "approval_request" USING btree ("organization_id","closed_at","id") WHERE "approval_request"."closed_at" is not null;--> statement-breakpoint
CREATE INDEX "request_of_target" ON "approval_request" USING btree ("organization_id","component_id","to_environment_id","opened_at");--> statement-breakpoint
CREATE INDEX "request_of_requester" ON "approval_request" USING btree ("organization_id","opened_by","opened_at");--> statement-breakpoint
CREATE INDEX "request_due" ON "approval_request" USING btree ("expires_at") WHERE "approval_request"."closed_at" is null and "approval_request"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "request_lapsing" ON "approval_request" USING btree ("lapses_at") WHERE "approval_request"."use" = 'ready' and "approval_request"."lapses_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_use_one_running" ON "approval_use" USING btree ("organization_id","request_id") WHERE "approval_use"."outcome" is null;--> statement-breakpoint
CREATE INDEX "approver_set_request" ON "approver_set" USING btree ("organization_id","request_id");--> statement-breakpoint
CREATE INDEX "vote_of_voter" ON "vote" USING btree ("organization_id","voter_id");--> statement-breakpoint
CREATE INDEX "configuration_content" ON "configuration_version" USING btree ("organization_id","component_id","environment_id","hash");--> statement-breakpoint
CREATE UNIQUE INDEX "deployment_one_running" ON "deployment" USING btree ("organization_id","component_id","environment_id") WHERE "deployment"."state" = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "deployment_use" ON "deployment" USING btree ("organization_id","use_id");--> statement-breakpoint
CREATE UNIQUE INDEX "deployment_once_running" ON "deployment" USING btree ("organization_id","request_id") WHERE "deployment"."single_use" and "deployment"."state" = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "deployment_once_succeeded" ON "deployment" USING btree ("organization_id","request_id") WHERE "deployment"."single_use" and "deployment"."state" = 'succeeded';--> statement-breakpoint
CREATE INDEX "deployment_of_place" ON "deployment" USING btree ("organization_id","component_id","environment_id","created_at");--> statement-breakpoint
CREATE INDEX "delegation_from" ON "delegation" USING btree ("organization_id","from_member_id");--> statement-breakpoint
CREATE INDEX "delegation_to" ON "delegation" USING btree ("organization_id","to_member_id");--> statement-breakpoint
CREATE INDEX "group_membership_member" ON "group_membership" USING btree ("organization_id","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "member_group_name" ON "member_group" USING btree ("organization_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "role_name" ON "role" USING btree ("organization_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "role_system" ON "role" USING btree ("organization_id","system");--> statement-breakpoint
CREATE INDEX "role_assignment_role" ON "role_assignment" USING btree ("organization_id","role_id");--> statement-breakpoint
CREATE INDEX "effect_to_hand" ON "effect" USING btree ("created_at") WHERE "effect"."handed_at" is null;--> statement-breakpoint
CREATE INDEX "api_token_member" ON "api_token" USING btree ("organization_id","member_id");--> statement-breakpoint
CREATE INDEX "identity_user" ON "identity" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "member_email" ON "member" USING btree ("organization_id",lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "member_user" ON "member" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "member_of_user" ON "member" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_profile_name" ON "approval_profile" USING btree ("organization_id",lower("name"));