import { expect, test } from "vitest";
import { csvCell, csvLine } from "./csv";

test.each(["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1"])(
  "%j is text, never a formula",
  (text) => {
    expect(csvCell(text).replace(/^"/u, "").startsWith("'")).toBe(true);
  },
);

test("what has commas, quotes, lines or space around it is quoted", () => {
  expect(csvLine(['say "no"', "a,b", "two\nlines", " space ", "plain", -5, null, true])).toBe(
    '"say ""no""","a,b","two\nlines"," space ",plain,-5,,true\r\n',
  );
});
