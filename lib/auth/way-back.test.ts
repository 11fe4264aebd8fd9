import { expect, test } from "vitest";
import { safePath, signInPath } from "./way-back";

test.each([
  [
    "/meridian/approvals/requests/42?tab=changes#comments",
    "/meridian/approvals/requests/42?tab=changes#comments",
  ],
  ["/", "/"],
  [undefined, "/"],
  ["", "/"],
  ["meridian", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example/", "/"],
  ["/\t/evil.example/", "/"],
  ["/..//evil.example/", "/"],
  ["/%2e%2e//evil.example/", "/"],
  ["javascript:alert(1)", "/"],
])("the way back from %j leads to %j, never to another host", (given, expected) => {
  expect(safePath(given)).toBe(expected);
});

test("the way back survives the sign-in page's address, query and all", () => {
  expect(signInPath("/meridian/approvals/pending?review=42")).toBe(
    "/sign-in?callbackUrl=%2Fmeridian%2Fapprovals%2Fpending%3Freview%3D42",
  );
  expect(signInPath("//evil.example")).toBe("/sign-in");
});
