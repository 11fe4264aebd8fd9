import { expect, test } from "vitest";
import { promotionAction, promotionChanges, promotionTitle } from "./promotion-words";

const asked = { component: { name: "checkout" }, build: { number: 45 }, to: { name: "Production" } };

test.each([
  ["promote", "Promote checkout #45 to Production", "Promote to Production"],
  ["configure", "Configure checkout #45 in Production", "Configure in Production"],
  ["deploy", "Deploy checkout #45 to Production", "Deploy to Production"],
  ["redeploy", "Deploy again checkout #45 in Production", "Deploy again in Production"],
  ["rollback", "Roll back checkout to #45 in Production", "Roll back in Production"],
] as const)("%s says what is asked for", (kind, title, action) => {
  expect([promotionTitle({ ...asked, kind }), promotionAction({ ...asked, kind })]).toEqual([title, action]);
});

const live = { build: { number: 44 } };

test.each([
  ["its commits and keys", live, { commits: 6, keys: 1 }, "6 commits, 1 key"],
  ["only keys of the build that runs", { build: asked.build }, { commits: 0, keys: 2 }, "2 keys"],
  ["nothing at all", { build: asked.build }, { commits: 0, keys: 0 }, "Nothing"],
  ["a build whose commits nobody reported", live, { commits: 0, keys: 0 }, "#45 instead of #44"],
  ["such a build with keys", live, { commits: 0, keys: 2 }, "#45 instead of #44, 2 keys"],
  ["the first build there", null, { commits: 0, keys: 0 }, "First build"],
  ["the first build there, with its commits", null, { commits: 3, keys: 0 }, "3 commits"],
])("a list says in short what changes: %s", (_, runs, changes, line) => {
  expect(promotionChanges({ ...asked, live: runs, changes })).toBe(line);
});
