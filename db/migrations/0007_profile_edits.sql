ALTER TABLE "approval_profile_version" ADD COLUMN "edited_by" text;--> statement-breakpoint
ALTER TABLE "approval_profile_version" ADD COLUMN "edited_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "approval_profile_version" ADD CONSTRAINT "profile_version_edited_by" FOREIGN KEY ("organization_id","edited_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "request_of_version" ON "approval_request" USING btree ("organization_id","profile_id","profile_version","number");--> statement-breakpoint
ALTER TABLE "approval_profile_version" ADD CONSTRAINT "profile_version_edit_is_whole" CHECK (("approval_profile_version"."edited_by" is null) = ("approval_profile_version"."edited_at" is null));