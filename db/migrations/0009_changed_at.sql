ALTER TABLE "component_environment" ADD COLUMN "changed_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL;--> statement-breakpoint
ALTER TABLE "deployment" ADD COLUMN "changed_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL;--> statement-breakpoint
CREATE INDEX "component_environment_changed" ON "component_environment" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "deployment_changed" ON "deployment" USING btree ("changed_at");--> statement-breakpoint
-- Rows that are updated say when: open pages ask for what changed since they asked last (lib/live/views.ts).
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_at := clock_timestamp();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER deployment_changed BEFORE INSERT OR UPDATE ON deployment FOR EACH ROW EXECUTE FUNCTION note_change();
--> statement-breakpoint
CREATE TRIGGER component_environment_changed BEFORE INSERT OR UPDATE ON component_environment FOR EACH ROW EXECUTE FUNCTION note_change();
