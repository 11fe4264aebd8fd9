import { expect, test } from "vitest";
import { readVersionName, versionName } from "./version-name";

test("a version is written so that it can be read again", () => {
  const name = { environment: "eu-production", version: 17 };
  expect(versionName(name)).toBe("eu-production.17");
  expect(readVersionName(versionName(name))).toEqual(name);
});

test.each(["", "production", "production.", "production.0", "production.017", ".1", "a.1.2", "a.9999999999"])(
  "%j names no version",
  (text) => {
    expect(readVersionName(text)).toBeNull();
  },
);
