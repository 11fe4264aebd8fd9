import { describe, expect, test } from "vitest";
import { type AgainFacts, againAction, againRemark, type PastDeployment } from "./again-action";

/** Build 41 ran in Production before build 47, which runs there now; a developer looks. */
const facts = (more: Partial<AgainFacts> = {}): AgainFacts => ({
  environment: "Production",
  liveBuild: 47,
  deploying: false,
  may: { request: true, promote: true },
  rollbackGated: false,
  isAsked: false,
  ...more,
});
const before: PastDeployment = {
  build: 41,
  succeeded: true,
  isLive: false,
  isLastSuccess: true,
  ready: null,
};
const live: PastDeployment = { ...before, build: 47, isLive: true };

test("what runs can be deployed again, whatever gates the environment", () => {
  expect(againAction(facts(), live)).toEqual({ kind: "redeploy" });
  expect(againAction(facts({ rollbackGated: true }), live)).toEqual({ kind: "redeploy" });
});

test("what succeeded before can be rolled back to without an approval", () => {
  expect(againAction(facts(), before)).toEqual({ kind: "rollback", request: null });
  expect(againRemark(facts())).toBeNull();
});

test.each([
  { name: "it failed", past: { ...before, succeeded: false, isLastSuccess: false }, more: {} },
  { name: "the same build succeeded there again later", past: { ...before, isLastSuccess: false }, more: {} },
  { name: "the same build runs, with another configuration", past: before, more: { liveBuild: 41 } },
  { name: "nothing runs there", past: before, more: { liveBuild: null } },
])("there is nothing to roll back to when $name", ({ past, more }) => {
  expect(againAction(facts(more), past)).toBeNull();
});

describe("where a binding names rollbacks", () => {
  const gated = (more: Partial<AgainFacts> = {}) => facts({ rollbackGated: true, ...more });

  test("one asks for it, and the page says that it needs an approval", () => {
    expect(againAction(gated(), before)).toEqual({ kind: "ask-rollback" });
    expect(againRemark(gated())).toBe("Rolling back Production needs an approval.");
  });
  test("not twice at a time", () => {
    expect(againAction(gated({ isAsked: true }), before)).toBeNull();
    expect(againRemark(gated({ isAsked: true }))).toContain("one request at a time");
  });
  test("an approval that is ready is used, also while something else is asked for", () => {
    const ready = { ...before, ready: 9 };
    expect(againAction(gated({ isAsked: true }), ready)).toEqual({ kind: "rollback", request: 9 });
  });
});

test.each([
  { more: { deploying: true }, says: "A deployment to Production is running." },
  { more: { may: { request: false, promote: false } }, says: "Your roles do not let you deploy." },
])("what cannot be done is not offered, and is said once: $says", ({ more, says }) => {
  expect(againAction(facts(more), live)).toBeNull();
  expect(againAction(facts(more), before)).toBeNull();
  expect(againRemark(facts(more))).toContain(says);
});
