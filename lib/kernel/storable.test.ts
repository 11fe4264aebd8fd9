import { expect, test } from "vitest";
import { unstorable } from "./storable";

test.each([
  ["a\0", ""],
  [{ a: [{ b: "x\0" }] }, "a.0.b"],
  [{ a: "\ud800" }, "a"],
  [{ a: "\udc00x" }, "a"],
  [{ a: { "k\0": 1 } }, "a"],
  [JSON.parse('{"a":{"__proto__":1}}'), "a.__proto__"],
])("%j cannot be stored, and is told where", (value, path) => {
  expect(unstorable(value)).toMatchObject({ path });
});

test.each([["😀 ok"], [{ a: [1, null, true, "ü\n\t"] }], [null], [7]])("%j can", (value) => {
  expect(unstorable(value)).toBeNull();
});

test("nesting has an end", () => {
  const deep = (depth: number): unknown => (depth === 0 ? 1 : { a: deep(depth - 1) });
  expect(unstorable(deep(30))).toBeNull();
  expect(unstorable(deep(40))).not.toBeNull();
});
