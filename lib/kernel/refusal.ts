/** Every way the product can say no (engine.md, Refusals). Closed: a new one needs a status, a sentence and a row in the docs. */
export const refusalCodes = [
  "invalid_input",
  "not_found",
  "not_permitted",
  "request_expired",
  "request_closed",
  "not_waiting",
  "already_started",
  "request_changed",
  "requester_may_not_vote",
  "builder_may_not_vote",
  "not_eligible",
  "already_decided_earlier_step",
  "capacity_ambiguous",
  "already_represented",
  "already_voted",
  "comment_required",
  "requester_may_not_override",
  "builder_may_not_override",
  "override_not_allowed",
  "reason_required",
  "cancel_not_allowed",
  "nobody_to_remind",
  "reminded_recently",
  "request_exists",
  "workflow_disabled",
  "approval_not_required",
  "approval_required",
  "approval_not_ready",
  "approval_running",
  "approval_used",
  "approval_lapsed",
  "approval_revoked",
  "approval_superseded",
  "approval_stale",
  "approver_may_not_promote",
  "source_not_healthy",
  "deployment_running",
  "rules_unsatisfiable",
  "profile_changed",
  "configuration_changed",
  "binding_conflict",
  "name_taken",
  "in_use",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** One field of an input that was not understood. `path` is dotted, as the sender wrote it; `message` names the remedy. */
export interface FieldError {
  path: string;
  message: string;
}

export interface Refusal {
  code: RefusalCode;
  /** A sentence for people that is better than the code's own (refusal-copy); optional. */
  detail?: string;
  /** For `invalid_input`: what is wrong, field by field. */
  errors?: FieldError[];
  /** Facts a client can act on: the number of the open request, the choices, the fields that differ. */
  facts?: Record<string, unknown>;
}

export function refusal(code: RefusalCode, more: Omit<Refusal, "code"> = {}): Refusal {
  return { code, ...more };
}

/** `invalid_input` for one field. */
export function invalidField(path: string, message: string): Refusal {
  return { code: "invalid_input", errors: [{ path, message }] };
}
