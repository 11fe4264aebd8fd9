import { describe, expect, test } from "vitest";
import type { UseId } from "@/lib/kernel/ids";
import { hasApproved } from "./decide-use";
import { at, type Cast, member, type RulesChange, requirement } from "./testing/cast";
import { commands, type Given, given } from "./testing/story";

const cast: Cast = { members: ["ann", "ben", "dev"], roles: { reviewer: ["ann", "ben"] } };

function approved(rules: RulesChange = {}, more: Partial<Given> = {}) {
  const story = given({ cast, rules, ...more });
  story.vote("ann", "approve");
  expect(story.state).toMatchObject({ state: "approved", use: "ready" });
  return story;
}
const running = (story: ReturnType<typeof given>) => story.state.uses.at(-1)?.id ?? ("use_none" as UseId);

describe("using an approval", () => {
  test("once: running, then used, and never again (G3)", () => {
    const story = approved();
    expect(story.use("dev")).toBe("ok");
    expect(story.state.use).toBe("running");
    expect(story.use("dev")).toBe("approval_running");
    expect(story.tell(commands.finish(running(story)))).toBe("ok");
    expect(story.state.use).toBe("used");
    expect(story.use("dev")).toBe("approval_used");
  });

  test("as often as wanted where the rules say unlimited, one at a time", () => {
    const story = approved({ grantUses: "unlimited" });
    for (const _ of [1, 2]) {
      expect(story.use("dev")).toBe("ok");
      expect(story.use("dev")).toBe("approval_running");
      expect(story.tell(commands.finish(running(story)))).toBe("ok");
      expect(story.state.use).toBe("ready");
    }
  });

  test("a failed use leaves it ready, and its outcome is written once", () => {
    const story = approved();
    story.use("dev");
    const failed = running(story);
    expect(story.tell(commands.fail(failed))).toBe("ok");
    expect(story.state.use).toBe("ready");
    expect(story.tell(commands.finish(failed))).toBe("approval_not_ready");
    expect(story.use("dev")).toBe("ok");
    expect(story.tell(commands.fail(failed))).toBe("approval_not_ready");
    expect(story.tell(commands.finish(running(story)))).toBe("ok");
    expect(story.tell(commands.fail(running(story)))).toBe("approval_used");
    expect(story.tell(commands.finish("use_other" as UseId))).toBe("not_found");
  });

  test.each([
    ["without the permission now (rule 9)", { may: { execute: false } }, {}, "not_permitted"],
    ["of something else than was approved (G1)", {}, { digest: "sha256:48" }, "approval_stale"],
    ["when the source is not healthy any more", { sourceHealthy: false }, {}, "source_not_healthy"],
    ["while something is being deployed there", { deploymentRunning: true }, {}, "deployment_running"],
  ])("%s: refused, and it stays ready", (_, told, current, answer) => {
    const story = approved();
    expect(story.use("dev", current, told)).toBe(answer);
    expect(story.state.use).toBe("ready");
  });

  test("the permission comes first, then the state, then what would ship, then who, then the place", () => {
    const bad = { may: { execute: false }, sourceHealthy: false, deploymentRunning: true };
    const stale = { digest: "sha256:48" };
    const unapproved = given({ cast });
    expect(unapproved.use("dev", stale, bad)).toBe("not_permitted");
    expect(unapproved.use("dev", stale, { ...bad, may: {} })).toBe("approval_not_ready");
    const story = approved({ allowApproverToPromote: false });
    expect(story.use("ann", stale, { ...bad, may: {} })).toBe("approval_stale");
    expect(story.use("ann", {}, { ...bad, may: {} })).toBe("approver_may_not_promote");
    expect(story.use("dev", {}, { ...bad, may: {} })).toBe("source_not_healthy");
    expect(story.use("dev", {}, { deploymentRunning: true })).toBe("deployment_running");
  });

  test.each([
    ["waiting", () => given({ cast }), "approval_not_ready"],
    ["rejected", () => told((story) => story.vote("ann", "reject")), "approval_not_ready"],
    ["cancelled", () => told((story) => story.tell(commands.cancel("requester"))), "approval_not_ready"],
    ["revoked", () => ended((story) => story.tell(commands.revoke("ben"))), "approval_revoked"],
    ["superseded", () => ended((story) => story.tell(commands.supersede())), "approval_superseded"],
    ["lapsed", () => ended((story) => story.tell(commands.lapse(), { at: at(9) })), "approval_lapsed"],
  ])("%s cannot be used", (_, make, answer) => {
    const story = make();
    expect(story.use("dev")).toBe(answer);
    expect(story.refusal?.facts).toEqual({ state: story.state.state });
  });

  test("where there never was an approval it is said how the request ended, else not", () => {
    const detail = (story: ReturnType<typeof given>) => [story.use("dev"), story.refusal?.detail];
    expect(detail(told((story) => story.vote("ann", "reject")))).toEqual([
      "approval_not_ready",
      "This request was rejected, so there is no approval to use. Ask for a new one.",
    ]);
    const overdue = given({ cast, rules: { hoursToDecide: 1 } });
    overdue.tell(commands.expire(), { at: at(1) });
    expect(detail(overdue)).toEqual([
      "request_expired",
      "This request was not decided in time, so there is no approval to use. Ask for a new one.",
    ]);
    expect(detail(given({ cast }))).toEqual(["approval_not_ready", undefined]);
    expect(detail(ended((story) => story.tell(commands.supersede())))).toEqual([
      "approval_superseded",
      undefined,
    ]);
    const stale = approved();
    stale.use("dev", { digest: "sha256:48" });
    expect(stale.refusal).toEqual({ code: "approval_stale", facts: { differs: ["build digest"] } });
  });
});

function told(tell: (story: ReturnType<typeof given>) => string) {
  const story = given({ cast });
  expect(tell(story)).toBe("ok");
  return story;
}

function ended(tell: (story: ReturnType<typeof given>) => string) {
  const story = approved({ hoursToUse: 8 });
  expect(tell(story)).toBe("ok");
  return story;
}

describe("who approved may be kept from promoting", () => {
  const rules: RulesChange = {
    allowApproverToPromote: false,
    allowDelegates: true,
    steps: [[requirement("One", { users: ["ann"] })]],
  };
  const delegated: Cast = {
    members: [...cast.members, "cy"],
    delegations: [{ from: "ann", to: "ben" }],
  };

  test("every voter, not only the last, and every principal, but nobody else", () => {
    const two = { ...rules, steps: [[requirement("Two", { users: ["ann", "cy"] }, 2)]] };
    const story = given({ cast: delegated, rules: two });
    story.vote("ben", "approve");
    story.vote("cy", "approve");
    for (const who of ["ben", "ann", "cy"]) expect(story.use(who), who).toBe("approver_may_not_promote");
    expect(story.use("dev")).toBe("ok");
  });

  test("not who was overruled: a rejection is no approval", () => {
    const overruled = requirement("One", { users: ["ann", "ben"] }, 1, 2);
    const story = given({ cast, rules: { ...rules, steps: [[overruled]] } });
    story.vote("ben", "reject");
    story.vote("ann", "approve");
    expect(story.use("ben")).toBe("ok");
  });

  test("nobody has approved what is not decided yet", () => {
    expect(hasApproved(given({ cast, rules }).state, member("ann"))).toBe(false);
  });

  test("who overrode counts as approver", () => {
    const story = given({ cast, rules });
    story.tell(commands.override("ben"));
    expect(story.use("ben")).toBe("approver_may_not_promote");
    expect(story.use("ann")).toBe("ok");
  });

  test("whose vote was replaced did not approve", () => {
    const story = given({
      cast: delegated,
      rules: { ...rules, steps: [[requirement("Two", { users: ["ann", "dev"] }, 2)]] },
    });
    story.vote("ben", "approve");
    story.vote("ann", "approve");
    story.vote("dev", "approve");
    expect(story.use("ben")).toBe("ok");
  });
});

describe("an approval that is not used lapses", () => {
  const rules: RulesChange = { hoursToUse: 2 };

  test("counted from the decision; at the very instant it has lapsed", () => {
    const story = given({ cast, rules });
    story.vote("ann", "approve", {}, { at: at(10) });
    expect(story.use("dev", {}, { at: at(12) })).toBe("approval_lapsed");
    expect(story.happened.map(({ type }) => type)).toEqual(["approval.lapsed"]);
    const intime = given({ cast, rules });
    intime.vote("ann", "approve", {}, { at: at(10) });
    expect(intime.use("dev", {}, { at: at(12, -1) })).toBe("ok");
  });

  test("never while it runs; but before a retry", () => {
    const story = approved(rules);
    story.use("dev", {}, { at: at(1) });
    expect(story.tell(commands.lapse(), { at: at(5) })).toBe("ok");
    expect(story.state.use).toBe("running");
    expect(story.tell(commands.fail(running(story)), { at: at(5) })).toBe("ok");
    expect(story.use("dev", {}, { at: at(5) })).toBe("approval_lapsed");
  });

  test("every command finds it lapsed first", () => {
    for (const [command, answer] of [
      [commands.revoke("ben"), "approval_lapsed"],
      [commands.supersede(), "request_closed"],
      [commands.cancel("requester"), "request_closed"],
      [commands.lapse(), "ok"],
    ] as const) {
      const story = approved(rules);
      expect(story.tell(command, { at: at(2) })).toBe(answer);
      expect(story.state).toMatchObject({ state: "approved", use: "lapsed" });
      expect(story.happened).toHaveLength(1);
    }
  });

  test("without a limit it does not", () => {
    expect(approved().use("dev", {}, { at: at(1e6) })).toBe("ok");
  });
});

describe("revoking", () => {
  test("takes the permission, an approval that is ready, and a reason", () => {
    const story = approved();
    expect(story.tell(commands.revoke("ben"), { may: { override: false } })).toBe("not_permitted");
    expect(story.tell(commands.revoke("ben", " "))).toBe("reason_required");
    story.use("dev");
    expect(story.tell(commands.revoke("ben"))).toBe("approval_running");
    story.tell(commands.finish(running(story)));
    expect(story.tell(commands.revoke("ben"))).toBe("approval_used");
    expect(given({ cast }).tell(commands.revoke("ben"))).toBe("approval_not_ready");
  });

  test("says why, and the decision stays what it was", () => {
    const story = approved();
    expect(story.tell(commands.revoke("ben", "Incident"))).toBe("ok");
    expect(story.state).toMatchObject({ state: "approved", use: "revoked", closeReason: "Incident" });
    expect(story.tell(commands.revoke("ben"))).toBe("approval_revoked");
  });

  test("an approval that runs is not superseded: what it ships was approved", () => {
    const story = approved();
    story.use("dev");
    expect(story.tell(commands.supersede())).toBe("request_closed");
    expect(story.state.use).toBe("running");
  });
});
