import { expect, test } from "vitest";
import { pageOf, readCursor } from "./page";

test("a page of what was read with one more says where the next begins", () => {
  const page = pageOf(["a", "b", "c"], 2, (text) => [text, 7]);
  expect(page.items).toEqual(["a", "b"]);
  expect(readCursor(page.nextCursor ?? "", ["string", "number"])).toEqual(["b", 7]);
  expect(pageOf(["a", "b"], 2, (text) => [text])).toEqual({ items: ["a", "b"], nextCursor: null });
  expect(pageOf([], 2, () => [])).toEqual({ items: [], nextCursor: null });
});

test.each([
  "",
  "xyz",
  Buffer.from("{}").toString("base64url"),
  Buffer.from('["b"]').toString("base64url"),
  Buffer.from('["b","7"]').toString("base64url"),
  Buffer.from('["b",1.5]').toString("base64url"),
  Buffer.from('["b\\u0000",7]').toString("base64url"),
  Buffer.from('["b",-1]').toString("base64url"),
  Buffer.from('["b",2147483648]').toString("base64url"),
])("%j is no cursor of a list ordered by a text and a number", (cursor) => {
  expect(readCursor(cursor, ["string", "number"])).toBeNull();
});
