"use server";

import { addComment } from "@/lib/approvals/add-comment";
import { cancelRequest } from "@/lib/approvals/cancel-request";
import { castVote } from "@/lib/approvals/cast-vote";
import {
  cancelInput,
  commentInput,
  overrideInput,
  remindInput,
  revokeInput,
  voteInput,
} from "@/lib/approvals/input";
import { overrideRequest } from "@/lib/approvals/override-request";
import { remindApprovers } from "@/lib/approvals/remind-approvers";
import { revokeApproval } from "@/lib/approvals/revoke-approval";
import { ok } from "@/lib/kernel/result";
import { action } from "@/lib/transport/action";

/** Approves or rejects. Answers the state it brought; everything else that is true then the page shows. */
export const castVoteAction = action({
  input: voteInput,
  run: async (db, caller, input) => {
    const result = await castVote(db, caller, input);
    return result.ok ? ok({ state: result.value.state.state }) : result;
  },
});

/** Says something about an open request without deciding. */
export const addCommentAction = action({
  input: commentInput,
  run: async (db, caller, input) => {
    const result = await addComment(db, caller, input);
    return result.ok ? ok(null) : result;
  },
});

/** Decides instead of the approvers: administrators, with a reason. */
export const overrideRequestAction = action({
  input: overrideInput,
  run: async (db, caller, input) => {
    const result = await overrideRequest(db, caller, input);
    return result.ok ? ok(null) : result;
  },
});

/** Takes back an approval that nobody has used yet: administrators, with a reason. */
export const revokeApprovalAction = action({
  input: revokeInput,
  run: async (db, caller, input) => {
    const result = await revokeApproval(db, caller, input);
    return result.ok ? ok(null) : result;
  },
});

/** Takes an open request back; everyone who was asked is told. */
export const cancelRequestAction = action({
  input: cancelInput,
  run: async (db, caller, input) => {
    const result = await cancelRequest(db, caller, input);
    return result.ok ? ok(null) : result;
  },
});

/** Mails those who can complete it once more. */
export const remindApproversAction = action({
  input: remindInput,
  run: async (db, caller, input) => {
    const result = await remindApprovers(db, caller, input);
    return result.ok ? ok(null) : result;
  },
});
