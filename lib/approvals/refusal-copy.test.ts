import { expect, test } from "vitest";
import { refusalCodes } from "@/lib/kernel/refusal";
import { refusalCopy, refusalSentence } from "./refusal-copy";

test.each(refusalCodes)("%s tells people what is wrong in whole sentences, without its code", (code) => {
  expect(refusalCopy[code]).toMatch(/^[A-Z].*[.]$/u);
  expect(refusalCopy[code]).not.toContain("_");
});

test("what a verb knows better stands instead of the code's own sentence", () => {
  expect(refusalSentence({ code: "name_taken", detail: "The slug shop is taken." })).toBe(
    "The slug shop is taken.",
  );
});
