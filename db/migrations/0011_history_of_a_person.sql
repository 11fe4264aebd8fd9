CREATE TABLE "closed_request_person" (
	"organization_id" text NOT NULL,
	"member_id" text NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "closed_request_of_person" PRIMARY KEY("organization_id","member_id","closed_at","request_id")
);
--> statement-breakpoint
ALTER TABLE "closed_request_person" ADD CONSTRAINT "closed_request_person_request" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."approval_request"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
INSERT INTO "closed_request_person" ("organization_id", "member_id", "closed_at", "request_id")
SELECT r."organization_id", who."id", r."closed_at", r."id" FROM "approval_request" r, LATERAL (
	SELECT r."opened_by" AS "id" UNION SELECT r."started_by" UNION SELECT r."closed_by" ->> 'memberId'
	UNION SELECT v."voter_id" FROM "vote" v WHERE v."organization_id" = r."organization_id" AND v."request_id" = r."id"
	UNION SELECT v."principal_id" FROM "vote" v WHERE v."organization_id" = r."organization_id" AND v."request_id" = r."id"
) who WHERE r."closed_at" IS NOT NULL AND who."id" IS NOT NULL;
