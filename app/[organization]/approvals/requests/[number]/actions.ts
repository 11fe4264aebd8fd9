"use server";

import { addComment } from "@/lib/approvals/add-comment";
import { castVote } from "@/lib/approvals/cast-vote";
import { commentInput, voteInput } from "@/lib/approvals/input";
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
