import { expect, test } from "vitest";
import { parse } from "yaml";
import { anOrder, digestOf } from "@/lib/deploy/testing/an-order";
import { readFields, writeFields } from "./environment-file";
import { gitopsSettingsSchema } from "./settings";

const { fields } = gitopsSettingsSchema(true).parse({ repository: "/x" });
const order = anOrder("/x");

test("a new file is plain to read", () => {
  expect(writeFields(null, fields, order)).toBe(
    [
      "image:",
      "  repository: registry.example.com/shop/checkout",
      `  digest: ${digestOf("a")}`,
      "build: 47",
      "configuration:",
      "  DB_PASSWORD:",
      '    secret: "shop/db#password"',
      '  LOG_LEVEL: "info"',
      "",
    ].join("\n"),
  );
});

test("comments, order, quotes and foreign keys stay; keys that left the configuration go", () => {
  const before = [
    "# Checkout in production",
    "build: 46 # by hand once",
    "",
    "configuration:",
    "  # how much we log",
    '  LOG_LEVEL: "debug" # noisy',
    "  OLD: gone",
    "  DB_PASSWORD: plain",
    "resources: { cpu: 2 }",
    "image:",
    `  digest: '${digestOf("1")}' # do not edit`,
    "  pullPolicy: Always",
    "",
  ].join("\n");
  expect(writeFields(before, fields, order)).toBe(
    [
      "# Checkout in production",
      "build: 47 # by hand once",
      "",
      "configuration:",
      "  # how much we log",
      '  LOG_LEVEL: "info" # noisy',
      "  DB_PASSWORD:",
      '    secret: "shop/db#password"',
      "resources: { cpu: 2 }",
      "image:",
      `  digest: '${digestOf("a")}' # do not edit`,
      "  pullPolicy: Always",
      "  repository: registry.example.com/shop/checkout",
      "",
    ].join("\n"),
  );
});

test.each(["", "# only a comment\n", "image:\n", "image: ~\nconfiguration:\n"])(
  "room is made in %j",
  (before) => {
    const after = writeFields(before, fields, order);
    expect(parse(after).image.digest).toBe(digestOf("a"));
    expect(after).toContain(before.startsWith("#") ? before.trim() : "image:");
  },
);

test.each([
  "on",
  "NO",
  "1e3",
  "0x10",
  "012",
  "null",
  "~",
  "",
  " a ",
  "a: b",
  "# x",
  "- x",
  "*a",
  "!x",
  "{{ .x }}",
  "a\nb: c",
  "\u0000\u2028é\ud83d\ude00",
  "---",
])("the value %j arrives as that text, for readers of YAML 1.1 too", (value) => {
  const configuration = { KEY: { value }, [value || "empty"]: { value: "v" } };
  const text = writeFields("a: 1\n", fields, { ...order, configuration });
  for (const version of ["1.1", "1.2"] as const) {
    const read = parse(text, { version });
    expect(read.configuration.KEY).toBe(value);
    expect(read.configuration[value || "empty"]).toBe(value === "KEY" ? value : "v");
    expect(Object.keys(read)).toEqual(["a", "image", "build", "configuration"]);
  }
});

test("a list position, and fields that are not to be written", () => {
  const mapping = { digest: "images.0.digest", image: null, build: null, configuration: null };
  const after = writeFields("images:\n  - name: checkout # first\n    digest: x\n", mapping, order);
  expect(after).toBe(`images:\n  - name: checkout # first\n    digest: ${digestOf("a")}\n`);
  expect(readFields(after, mapping)).toEqual({ digest: digestOf("a"), build: null });
});

test("an alias is read through, and writing it leaves what it stood for", () => {
  const before = `base: &base ${digestOf("1")}\nimage:\n  digest: *base\n`;
  expect(readFields(before, fields).digest).toBe(digestOf("1"));
  const after = parse(writeFields(before, fields, order));
  expect(after).toMatchObject({ base: digestOf("1"), image: { digest: digestOf("a") } });
});

test("Windows line ends stay", () => {
  const after = writeFields("a: 1\r\nbuild: 1\r\n", fields, order);
  expect(after.replaceAll("\r\n", "")).not.toContain("\n");
});

test("reading: nothing there, and things that are no digest", () => {
  expect(readFields(null, fields)).toEqual({ digest: null, build: null });
  expect(readFields("a: 1\n", fields)).toEqual({ digest: null, build: null });
  expect(readFields("image: { digest: }\nbuild: latest\n", fields)).toEqual({ digest: null, build: null });
  expect(readFields("image: { digest: 7 }\n", fields).digest).toBe("7");
  expect(() => readFields("image: { digest: { a: 1 } }\n", fields)).toThrow("holds no text at image.digest");
});
