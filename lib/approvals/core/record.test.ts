import { describe, expect, test } from "vitest";
import { systemActor } from "@/lib/kernel/actor";
import type { Command } from "./commands";
import { evolve } from "./evolve";
import { at, type Cast, member, type RulesChange } from "./testing/cast";
import { actorNamed, commands, fingerprintInput, given } from "./testing/story";

/** What is on the record: every event with everything it says, by whom and when. */
const cast: Cast = { members: ["ann", "admin", "~robot"], roles: { reviewer: ["ann"] } };
const asked = (rules: RulesChange = {}) => given({ cast, rules });
const cancelling: Command = {
  type: "cancel",
  actor: actorNamed("admin"),
  memberId: member("admin"),
  reason: "Not now",
};

function recorded(story: ReturnType<typeof given>, command: Command, hours = 1) {
  expect(story.tell(command, { at: at(hours) })).toBe("ok");
  return story.happened;
}

test.each<[string, Command, string, object]>([
  ["a comment", commands.comment("ann"), "comment.added", { text: "Hm" }],
  ["why it was cancelled", cancelling, "request.cancelled", { reason: "Not now" }],
  ["what superseded it", commands.supersede(), "request.superseded", { reason: "The base moved" }],
])("%s", (_, command, type, data) => {
  expect(recorded(asked(), command)).toEqual([{ type, data, actor: command.actor, at: at(1) }]);
});

test.each<[string, Command, string, object]>([
  ["why an approval was revoked", commands.revoke("admin"), "approval.revoked", { reason: "Not any more" }],
  ["what superseded it", commands.supersede(), "approval.superseded", { reason: "The base moved" }],
])("%s", (_, command, type, data) => {
  const story = asked();
  story.vote("ann", "approve");
  expect(recorded(story, command)).toEqual([{ type, data, actor: command.actor, at: at(1) }]);
});

test.each([
  ["approve" as const, "request.approved", { overridden: true }],
  ["reject" as const, "request.rejected", { overridden: true, reason: "Urgent" }],
])("an override to %s, and what it decided", (decision, type, data) => {
  const by = { actor: actorNamed("admin"), at: at(1) };
  expect(recorded(asked(), commands.override("admin", decision))).toEqual([
    { type: "request.overridden", data: { decision, reason: "Urgent" }, ...by },
    { type, data, ...by },
  ]);
});

describe("what the clock decides says since when, whenever it is written down", () => {
  const clock = { actor: systemActor, at: at(9) };

  test("a request that nobody decided in time", () => {
    const story = asked({ hoursToDecide: 2 });
    expect(recorded(story, commands.expire(), 9)).toEqual([
      { type: "request.expired", data: { expiresAt: at(2).toISOString() }, ...clock },
    ]);
    expect(story.state.closedAt).toEqual(at(2));
  });

  test("an approval that nobody used in time", () => {
    const story = asked({ hoursToUse: 3 });
    story.vote("ann", "approve");
    expect(recorded(story, commands.lapse(), 9)).toEqual([
      { type: "approval.lapsed", data: { lapsedAt: at(3).toISOString() }, ...clock },
    ]);
  });
});

test("a rejection says why, as its voter did", () => {
  const story = asked();
  story.vote("ann", "reject", { comment: "Not this week" });
  expect(story.happened.at(-1)).toMatchObject({
    type: "request.rejected",
    data: { overridden: false, reason: "Not this week" },
  });
});

test("a use, and how it ended", () => {
  const story = asked();
  story.vote("ann", "approve");
  const [vote] = story.happened;
  expect(vote).toMatchObject({
    type: "vote.cast",
    data: { voterId: "mem_ann", names: { voter: "ann", principal: "ann" }, comment: null, step: 0 },
  });
  expect(story.happened.slice(1).map(({ data }) => data)).toEqual([
    { step: 0, name: "Step 1" },
    { overridden: false },
  ]);
  story.use("admin");
  const [use] = story.state.uses;
  expect(story.happened).toMatchObject([
    { data: { useId: use?.id, memberId: "mem_admin", fingerprint: story.state.fingerprint } },
  ]);
  expect(fingerprintInput).toEqual(story.state.fingerprintInput);
  if (!use) throw new Error("it runs");
  expect(recorded(story, commands.fail(use.id))).toMatchObject([
    { type: "approval.failed", data: { useId: use.id, reason: "No disk" } },
  ]);
  expect(story.state.uses).toMatchObject([{ outcome: "failed", finishedAt: at(1) }]);
});

test("nothing can have happened to a request before it was opened", () => {
  const [event] = recorded(asked(), commands.comment("ann"));
  if (!event) throw new Error("a comment is an event");
  expect(() => evolve(null, event)).toThrow("invariant: comment.added before request.opened");
});

describe("what permissions do not have a say in, and what they have", () => {
  test("the product itself cancels and expires whatever it finds", () => {
    const nothing = { may: { create: false, execute: false, cancel: false, override: false, see: false } };
    const story = asked({ whoMayCancel: "requester" });
    expect(story.tell(commands.cancelBySystem(), nothing)).toBe("ok");
    expect(story.state).toMatchObject({ state: "cancelled", closeReason: "ungated" });
  });

  test("who may not see a request is not told that there is one", () => {
    const story = asked();
    expect(story.tell(commands.comment("ann"), { may: { see: false } })).toBe("not_found");
  });

  test("a service account overrides nothing, whatever it holds; a person who may does", () => {
    const story = asked();
    expect(story.tell(commands.override("robot"))).toBe("not_permitted");
    expect(story.tell(commands.override("admin"), { may: { override: false } })).toBe("not_permitted");
    expect(story.tell(commands.override("admin"))).toBe("ok");
  });
});
