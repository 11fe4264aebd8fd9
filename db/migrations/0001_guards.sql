-- What the record says stays said: nobody, the application included, changes or removes an event.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows are kept as they were written', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER request_event_kept BEFORE UPDATE OR DELETE ON request_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER request_event_not_truncated BEFORE TRUNCATE ON request_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_event_not_truncated BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER build_kept BEFORE UPDATE OR DELETE ON build FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER build_commit_kept BEFORE UPDATE OR DELETE ON build_commit FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER configuration_version_kept BEFORE UPDATE OR DELETE ON configuration_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A profile version that a request pinned is byte-identical for ever.
CREATE TRIGGER profile_version_kept BEFORE UPDATE OR DELETE ON approval_profile_version FOR EACH ROW WHEN (OLD.pinned_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A final decision never changes, and what was asked for never changes at all.
CREATE FUNCTION refuse_new_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL AND (NEW.state, NEW.closed_at) IS DISTINCT FROM (OLD.state, OLD.closed_at) THEN
    RAISE EXCEPTION 'request % is %: a final decision never changes', OLD.number, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.fingerprint, NEW.rules_hash, NEW.subject_key, NEW.opened_by, NEW.started_by, NEW.opened_at, NEW.number, NEW.organization_id)
     IS DISTINCT FROM (OLD.fingerprint, OLD.rules_hash, OLD.subject_key, OLD.opened_by, OLD.started_by, OLD.opened_at, OLD.number, OLD.organization_id) THEN
    RAISE EXCEPTION 'request %: what was asked for never changes', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER request_decision_kept BEFORE UPDATE ON approval_request FOR EACH ROW EXECUTE FUNCTION refuse_new_decision();
--> statement-breakpoint
CREATE TRIGGER request_kept BEFORE DELETE ON approval_request FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Whether a database is a demo is decided when it is made.
CREATE FUNCTION refuse_demo_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.demo IS DISTINCT FROM OLD.demo THEN
    RAISE EXCEPTION 'whether an installation is a demo never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER installation_demo_kept BEFORE UPDATE ON installation FOR EACH ROW EXECUTE FUNCTION refuse_demo_change();
