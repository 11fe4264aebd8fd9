CREATE TABLE "audit_root" (
	"organization_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"audit_sequence" bigint NOT NULL,
	"audit_hash" text NOT NULL,
	"heads" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_root_organization_id_sequence_pk" PRIMARY KEY("organization_id","sequence")
);
--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "root_sequence" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "root_hash" text DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_root" ADD CONSTRAINT "audit_root_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER audit_root_kept BEFORE UPDATE OR DELETE ON audit_root FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_root_not_truncated BEFORE TRUNCATE ON audit_root FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
