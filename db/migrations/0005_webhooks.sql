CREATE TABLE "webhook" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"project_id" text,
	"secret" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"disabled_because" text,
	CONSTRAINT "webhook_in_organization" UNIQUE("organization_id","id"),
	CONSTRAINT "webhook_disabled_says_why" CHECK (("webhook"."disabled_at" is null) = ("webhook"."disabled_because" is null))
);
--> statement-breakpoint
CREATE TABLE "webhook_attempt" (
	"organization_id" text NOT NULL,
	"effect_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"delivered" boolean NOT NULL,
	"status" integer,
	"answer" text,
	"error" text,
	"again_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_attempt_organization_id_effect_id_attempt_pk" PRIMARY KEY("organization_id","effect_id","attempt"),
	CONSTRAINT "webhook_attempt_answered_or_not" CHECK (("webhook_attempt"."status" is null) = ("webhook_attempt"."error" is not null))
);
--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_project" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."project"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_created_by" FOREIGN KEY ("organization_id","created_by") REFERENCES "public"."member"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_effect_id_effect_id_fk" FOREIGN KEY ("effect_id") REFERENCES "public"."effect"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "effect_of_webhook" ON "effect" USING btree ("organization_id","recipient","id") WHERE "effect"."kind" = 'webhook.deliver';