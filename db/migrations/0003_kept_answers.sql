ALTER TABLE "api_token" ADD CONSTRAINT "api_token_in_organization" UNIQUE("organization_id","id");--> statement-breakpoint
CREATE TABLE "kept_answer" (
	"organization_id" text NOT NULL,
	"token_id" text NOT NULL,
	"path" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "kept_answer_token_id_path_key_pk" PRIMARY KEY("token_id","path","key")
);
--> statement-breakpoint
ALTER TABLE "kept_answer" ADD CONSTRAINT "kept_answer_token" FOREIGN KEY ("organization_id","token_id") REFERENCES "public"."api_token"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kept_answer_old" ON "kept_answer" USING btree ("created_at");
