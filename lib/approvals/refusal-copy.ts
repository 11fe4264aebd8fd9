import type { Refusal, RefusalCode } from "@/lib/kernel/refusal";

/** For every refusal: what is wrong, and what to do next. A verb that knows more says it in the refusal's `detail`. */
export const refusalCopy: Record<RefusalCode, string> = {
  invalid_input: "Something in it was not understood. Correct what is marked and send it again.",
  not_found:
    "There is nothing here, or it is not yours to see. Check the address and who you are signed in as.",
  not_permitted:
    "Your roles do not allow this. Ask an administrator of the organization for a role that does.",
  request_expired: "The time to decide this request has run out. Ask for a new one.",
  request_closed:
    "This request is closed, so nothing about it can change any more. Open it to see how it ended.",
  not_waiting: "This request has not been started yet. Whoever opened it starts it first.",
  already_started: "This request was started before. Nothing more is needed for it to be decided.",
  request_changed:
    "The request has moved on since this page showed it. Look at what is asked now, then decide again.",
  requester_may_not_vote:
    "You asked for this yourself, so somebody else decides it. The request lists who can.",
  builder_may_not_vote:
    "You built part of what would ship, so somebody else decides it. The request lists who can.",
  not_eligible: "You are not among those who decide this step. The request lists who can.",
  already_decided_earlier_step:
    "You have decided an earlier step of this request, and its rules want different people for each step.",
  capacity_ambiguous:
    "You can decide this in more than one capacity. Choose for whom, and which requirement.",
  already_represented:
    "The person you would decide for has decided this step already, in person or through somebody else.",
  already_voted: "You have decided this step already, and its rules do not let a vote be replaced.",
  comment_required:
    "The rules of this request want a comment with the decision. Write one and send it again.",
  requester_may_not_override:
    "You asked for this yourself, so you cannot override it. Ask another administrator.",
  builder_may_not_override:
    "You built part of what would ship, so you cannot override it. Ask another administrator.",
  override_not_allowed: "The rules of this request allow no override. Its approvers have to decide it.",
  reason_required: "This needs a reason, which is kept on the record. Write one and send it again.",
  cancel_not_allowed:
    "The rules of this request do not let you cancel it. Ask its requester or an administrator.",
  nobody_to_remind:
    "Nobody can decide this request now, so there is nobody to remind. Ask an administrator to change who may.",
  reminded_recently:
    "Its approvers were reminded less than four hours ago. Give them time, or remind them again later.",
  request_exists:
    "A request for this component and environment is open already. Wait for its decision, or have it cancelled first.",
  workflow_disabled: "This workflow is turned off. An administrator turns it on in Settings, Workflows.",
  approval_not_required: "Nothing needs to be asked for here: this can be done directly.",
  approval_required: "This needs an approval first. Ask for one on the component's Deploy page.",
  approval_not_ready: "The request is not approved yet. Wait for its decision.",
  approval_running: "This approval is being used right now. Wait until that has ended.",
  approval_used: "This approval has been used, and it holds once. Ask for a new one.",
  approval_lapsed: "The time to use this approval has run out. Ask for a new one.",
  approval_revoked: "This approval was revoked. Open the request to see why, then ask for a new one.",
  approval_superseded:
    "What this approval was given for has been overtaken by something newer. Ask for a new one.",
  approval_stale:
    "What would ship is no longer what was approved. Compare the two and ask for a new approval.",
  approver_may_not_promote:
    "You approved this, and its rules want somebody else to promote it. Ask a colleague.",
  source_not_healthy:
    "The source environment does not run this build healthily. Get it healthy there, then try again.",
  deployment_running: "A deployment to this environment is running. Wait until it has finished.",
  rules_unsatisfiable: "These rules could never be met, so they were not saved. Change them as described.",
  profile_changed:
    "Somebody else has changed this profile meanwhile. Compare the two versions and save again.",
  configuration_changed:
    "Somebody else has saved this configuration meanwhile, so nothing was saved. Compare the two, then save again.",
  binding_conflict: "Another rule gates exactly the same. Change that one, or make this one more specific.",
  name_taken: "That name is taken. Choose another.",
  in_use: "Something still uses this. Remove those uses first.",
};

/** The sentence a person reads. */
export function refusalSentence(refusal: Refusal): string {
  return refusal.detail ?? refusalCopy[refusal.code];
}
