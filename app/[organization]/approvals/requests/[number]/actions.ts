"use server";

import { addComment } from "@/lib/approvals/add-comment";
import { castVote } from "@/lib/approvals/cast-vote";
import { commentInput, overrideInput, voteInput } from "@/lib/approvals/input";
import { overrideRequest } from "@/lib/approvals/override-request";
import { ok } from "@/lib/kernel/result";
import { action } from "@/lib/transport/action";

/** Approves or rejects. Answers nothing but that it is done: the page shows what is true then. */
export const castVoteAction = action({
  input: voteInput,
  run: async (db, caller, input) => {
    const result = await castVote(db, caller, input);
    return result.ok ? ok(null) : result;
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
