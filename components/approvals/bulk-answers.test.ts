import { expect, test } from "vitest";
import {
  answered,
  type BulkItem,
  commentMissing,
  endsBulk,
  goneText,
  isAnotherBatch,
  isSameVote,
} from "./bulk-answers";

const item = (number: number, needsReason = false): BulkItem => ({
  number,
  label: `checkout #${number} to Production`,
  seen: { step: "Review", fingerprint: "f" },
  needsComment: { approve: false, reject: needsReason },
});

test("each of several has its own answer", () => {
  const said = (state: string) => answered(item(1), "approve", { ok: true, value: { state } });
  expect(said("approved")).toMatchObject({ tone: "approved", text: "Approved" });
  expect(said("rejected")).toMatchObject({ tone: "rejected", text: "Rejected" });
  expect(said("waiting")).toMatchObject({
    tone: "waiting",
    text: "Your approval counts; others still decide",
  });
  const refusal = { ok: false as const, code: "request_closed", message: "This request is closed." };
  expect(answered(item(2), "approve", refusal)).toMatchObject({
    tone: "refused",
    text: "This request is closed.",
  });
});

test("a refusal of one does not keep the next from being sent; no answer does", () => {
  const failed = (code: string) => endsBulk({ ok: false, code, message: "" });
  expect(failed("request_closed")).toBe(false);
  expect(failed("capacity_ambiguous")).toBe(false);
  expect(failed("unreachable")).toBe(true);
  expect(failed("signed_out")).toBe(true);
});

test("what was said of some does not go with others; what was refused is sent again with it", () => {
  const refusal = { ok: false as const, code: "capacity_ambiguous", message: "Choose as what." };
  const done = answered(item(1), "approve", { ok: true, value: { state: "approved" } });
  const refused = answered(item(2), "approve", refusal);
  expect(isAnotherBatch([], [3])).toBe(false);
  expect(isAnotherBatch([done], [3])).toBe(true);
  expect(isAnotherBatch([done, refused], [2, 3])).toBe(false);
  expect(isAnotherBatch([done, refused], [3])).toBe(true);
});

test("what left the list while it was selected is named", () => {
  expect(goneText([19])).toBe("Request 19, which you selected, is no longer in this list.");
  expect(goneText([19, 21])).toBe("Requests 19 and 21, which you selected, are no longer in this list.");
});

test("nothing is sent while one of them lacks the comment that its rules want", () => {
  const items = [item(1), item(2, true), item(3, true)];
  expect(commentMissing(items, "approve", "")).toBeNull();
  expect(commentMissing(items, "reject", "No.")).toBeNull();
  expect(commentMissing(items, "reject", " ")).toBe("Write a comment: requests 2 and 3 want one to reject.");
});

test("what was taken is not sent again while its row is still there; the next step's vote is another", () => {
  expect(isSameVote(item(1), item(1))).toBe(true);
  expect(isSameVote(item(1), item(2))).toBe(false);
  expect(isSameVote(item(1), { ...item(1), seen: { step: "Release", fingerprint: "f" } })).toBe(false);
  expect(isSameVote(item(1), { ...item(1), seen: { step: "Review", fingerprint: "g" } })).toBe(false);
});
