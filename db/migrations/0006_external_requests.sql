ALTER TABLE "approval_request" ALTER COLUMN "profile_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "approval_request" ALTER COLUMN "profile_version" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "approval_request" ALTER COLUMN "profile_name" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "approval_request" ADD COLUMN "rules_from" text;--> statement-breakpoint
CREATE UNIQUE INDEX "request_external_once" ON "approval_request" USING btree ("organization_id","subject_key") WHERE "approval_request"."workflow" = 'external';--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_rules_from_known" CHECK ("approval_request"."rules_from" in ('profile', 'requester'));--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_rules_have_a_source" CHECK (("approval_request"."profile_id" is null) = coalesce("approval_request"."rules_from" = 'requester', false) and ("approval_request"."rules_from" is null or "approval_request"."workflow" = 'external')
        and ("approval_request"."profile_id" is null) = ("approval_request"."profile_version" is null) and ("approval_request"."profile_id" is null) = ("approval_request"."profile_name" is null));--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "request_belongs_where_it_asks" CHECK ("approval_request"."workflow" = 'environment-promotion' or (("approval_request"."workflow" = 'external') = ("approval_request"."project_id" is not null) and "approval_request"."component_id" is null));