import { expect, test } from "vitest";
import { builderEmails } from "./builders";
import { buildInput } from "./input";
import { slugOf } from "./slug";

const commit = {
  sha: "0a".repeat(20),
  message: "",
  author: { name: "A", email: "A@x.example" },
  at: "2026-01-01T00:00:00Z",
};

test("builders are author, committer and co-authors, once each, in small letters", () => {
  const message =
    "Fix\n\nCo-authored-by: B <b@X.example>\nco-authored-by: C <c@x.example>  \nReviewed-by: D <d@x.example>\nsee Co-authored-by: E <e@x.example>";
  const committer = { name: "A", email: " a@X.example " };
  expect(builderEmails({ ...commit, message, committer })).toEqual([
    "a@x.example",
    "b@x.example",
    "c@x.example",
  ]);
  expect(builderEmails({ ...commit, author: { name: "A", email: "" }, committer: undefined })).toEqual([]);
});

test.each([
  ["ghcr.io/acme/checkout", true],
  ["localhost:5000/a", true],
  ["checkout", true],
  ["registry.example/a__b/c--d.e", true],
  ["ghcr.io/acme/checkout:1.2", false],
  [`ghcr.io/acme/checkout@sha256:${"ab".repeat(32)}`, false],
  ["https://ghcr.io/acme", false],
  ["ghcr.io/Acme/checkout", false],
  ["ghcr.io//checkout", false],
  ["-a", false],
  ["a b", false],
])("an image called %s: %s", (image, fits) => {
  const digest = `sha256:${"ab".repeat(32)}`;
  expect(buildInput.safeParse({ image, digest, commit: commit.sha }).success).toBe(fits);
});

test("a slug is made of a name where one can be", () => {
  expect(slugOf("Pré-Production  2")).toBe("pre-production-2");
  expect(slugOf("…")).toBeNull();
  expect(slugOf(`${"a".repeat(59)} b`)).toBe("a".repeat(59));
});
