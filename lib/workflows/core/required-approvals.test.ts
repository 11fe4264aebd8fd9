import { expect, test } from "vitest";
import { saveWorkflowInput } from "../input";
import { requiredApprovalsProblem } from "./required-approvals";

test.each([
  [1, undefined],
  [100, undefined],
  [0, "At least 1 approval is needed."],
  [-1, "At least 1 approval is needed."],
  [101, "At most 100 approvals can be asked for."],
  [1.5, "Give a whole number."],
  [Number.NaN, "Give a whole number."],
])("%d approvals: the field says what the server says: %s", (requiredApprovals, sentence) => {
  expect(requiredApprovalsProblem(requiredApprovals)).toBe(sentence);
  const parsed = saveWorkflowInput.safeParse({ workflow: "environment-promotion", requiredApprovals });
  expect(parsed.error?.issues[0]?.message).toBe(sentence);
});
