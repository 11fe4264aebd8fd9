import { expect, test } from "vitest";
import { configurationRows } from "./input-configuration";

const value = (key: string, text = "1") => ({ key, kind: "value" as const, text });
const secret = (key: string, text: string) => ({ key, kind: "secret" as const, text });

/** What is said, and where. */
function said(rows: unknown) {
  return configurationRows
    .safeParse(rows)
    .error?.issues.map(({ path, message }) => [path.join("."), message]);
}

test("rows are the entries that the API takes", () => {
  expect(configurationRows.parse([value("B", " two\nlines "), secret("A", "pay/stripe#key")])).toEqual({
    B: { value: " two\nlines " },
    A: { secret: "pay/stripe#key" },
  });
});

test.each(["", "1A", "A-B", "A B", "ä"])("a key %j is refused beside its field", (key) => {
  expect(said([value("GOOD"), value(key)])).toEqual([["1.key", expect.stringContaining("Name keys with")]]);
});

test("a key that stands there twice is refused at the second", () => {
  expect(said([value("A"), value("B"), value("A")])).toEqual([
    ["2.key", "A is here twice. Remove one of them."],
  ]);
});

test.each(["plain", "a#", "#b", "a b#c"])(
  "a reference %j to a secret is refused beside its field",
  (text) => {
    expect(said([secret("A", text)])).toEqual([["0.text", expect.stringContaining("path#key")]]);
  },
);

test("what cannot be stored as it was typed is refused beside its field", () => {
  expect(said([value("A", "a\0b")])).toEqual([["0.text", expect.stringContaining("NUL")]]);
  expect(said([value("__proto__")])).toEqual([["0.key", "No key can have this name"]]);
  expect(said([value("A", "x".repeat(10_001))])).toEqual([["0.text", "Use at most 10,000 characters"]]);
});
