import { describe, expect, test } from "vitest";
import type { UseId } from "@/lib/kernel/ids";
import type { Command } from "./commands";
import { at, type Cast, type RulesChange, requirement } from "./testing/cast";
import { commands, given } from "./testing/story";

const cast: Cast = { members: ["ann", "ben", "admin"], roles: { reviewer: ["ann", "ben"] } };
const two: RulesChange = { steps: [[requirement("Reviewers", { roles: ["reviewer"] }, 2)]] };
const mailed = (story: ReturnType<typeof given>) =>
  story.effects.map(({ kind, recipient }) => `${kind.slice(5)} → ${recipient.slice(4)}`);

describe("who may cancel an open request", () => {
  const none = { cancel: false };
  test.each([
    ["requester", "requester", none, "ok"],
    ["requester", "admin", {}, "cancel_not_allowed"],
    ["administrator", "requester", none, "cancel_not_allowed"],
    ["administrator", "requester", {}, "ok"],
    ["administrator", "admin", {}, "ok"],
    ["both", "requester", none, "ok"],
    ["both", "admin", {}, "ok"],
    ["both", "ann", none, "cancel_not_allowed"],
  ] as const)("whoMayCancel %s: %s with %j: %s", (whoMayCancel, who, may, answer) => {
    const story = given({ cast, rules: { whoMayCancel } });
    expect(story.tell(commands.cancel(who), { may })).toBe(answer);
  });

  test("an administrator may always when the requester was disabled or lost the right to ask", () => {
    const story = given({ cast, rules: { whoMayCancel: "requester" } });
    expect(story.tell(commands.cancel("admin"), { may: none, requesterLost: true })).toBe(
      "cancel_not_allowed",
    );
    expect(story.tell(commands.cancel("admin"), { requesterLost: true })).toBe("ok");
  });

  test("the product itself cancels, whoever the rules let do it", () => {
    const story = given({ cast, rules: { whoMayCancel: "administrator" } });
    expect(story.tell(commands.cancelBySystem(), { may: none })).toBe("ok");
  });

  test("everyone who was asked is told once, those who voted and left the role too", () => {
    const story = given({ cast, rules: { allowDelegates: true } });
    story.cast = { ...cast, roles: { reviewer: ["ben", "admin"] } };
    story.tell(commands.cancel("requester"));
    expect(mailed(story)).toEqual(["request-cancelled → ann", "request-cancelled → ben"]);
  });

  test("a member who joined and voted after the asking is told of the cancelling", () => {
    const story = given({ cast, rules: two });
    story.cast = { ...cast, roles: { reviewer: ["ann", "ben", "admin"] } };
    story.vote("admin", "approve");
    story.tell(commands.cancelBySystem());
    expect(mailed(story)).toEqual(
      ["ann", "ben", "admin", "requester"].map((name) => `request-cancelled → ${name}`),
    );
  });
});

describe("override", () => {
  test.each<[string, RulesChange, Command, Parameters<typeof given>[0]["builders"], object, string]>([
    ["without the permission", {}, commands.override("admin"), [], { override: false }, "not_permitted"],
    ["the requester", {}, commands.override("requester"), [], {}, "requester_may_not_override"],
    [
      "a builder, where builders may not vote",
      { allowBuilderVote: false },
      commands.override("admin"),
      ["admin"],
      {},
      "builder_may_not_override",
    ],
    ["a builder, where they may", {}, commands.override("admin"), ["admin"], {}, "ok"],
    [
      "where the rules do not allow it",
      { allowOverride: false },
      commands.override("admin"),
      [],
      {},
      "override_not_allowed",
    ],
    ["without a reason", {}, commands.override("admin", "approve", "  "), [], {}, "reason_required"],
    ["with one", {}, commands.override("admin"), [], {}, "ok"],
  ])("%s", (_, rules, command, builders = [], may, answer) => {
    expect(given({ cast, rules, builders }).tell(command, { may })).toBe(answer);
  });

  test("the requester is refused even where the requester may vote", () => {
    const story = given({ cast, rules: { allowRequesterVote: true } });
    expect(story.tell(commands.override("requester"))).toBe("requester_may_not_override");
  });

  test.each([
    ["approve", "approved", "ready", ["request-approved → requester"]],
    [
      "reject",
      "rejected",
      "none",
      ["request-overridden → ann", "request-overridden → ben", "request-rejected → requester"],
    ],
  ] as const)(
    "to %s: its own event first, then the decision; who asked and who was asked is told",
    (decision, state, use, mails) => {
      const story = given({ cast, rules: { startsWaiting: decision === "reject" } });
      expect(story.tell(commands.override("admin", decision))).toBe("ok");
      expect(story.happened.map(({ type }) => type)).toEqual(["request.overridden", `request.${state}`]);
      expect(story.state).toMatchObject({ state, use, overridden: true });
      expect(mailed(story)).toEqual(mails);
      expect(story.tell(commands.override("admin"))).toBe("request_closed");
    },
  );
});

describe("the deadline (rule 5)", () => {
  const denied = { at: at(2), may: { override: false } };
  const rules: RulesChange = { hoursToDecide: 1.5 };

  test("one millisecond before it votes count; at the very instant they do not", () => {
    expect(given({ cast, rules }).vote("ann", "approve", {}, { at: at(1.5, -1) })).toBe("ok");
    expect(given({ cast, rules }).vote("ann", "approve", {}, { at: at(1.5) })).toBe("request_expired");
  });

  const anything: [string, Command][] = [
    ["comment", commands.comment("ann")],
    ["cancel", commands.cancel("requester")],
    ["override", commands.override("admin")],
    ["supersede", commands.supersede()],
    ["start", commands.start("requester")],
    ["revoke", commands.revoke("admin")],
  ];
  test.each(anything)("%s on an overdue request first stores the expiry, then is refused", (_, command) => {
    const story = given({ cast, rules });
    expect(story.tell(command, { at: at(2) })).toBe("request_expired");
    expect(story.happened.map(({ type }) => type)).toEqual(["request.expired"]);
    expect(story.state).toMatchObject({ state: "expired", closedBy: { kind: "system" } });
    expect(mailed(story)).toEqual(["ann", "ben", "requester"].map((name) => `request-expired → ${name}`));
  });

  test("using it, too", () => {
    expect(given({ cast, rules }).use("ann", {}, { at: at(2) })).toBe("request_expired");
  });

  test.each<[string, (story: ReturnType<typeof given>) => string]>([
    ...anything.map(([name, command]): [string, (story: ReturnType<typeof given>) => string] => [
      name,
      (story) => story.tell(command, { at: at(2) }),
    ]),
    ["vote", (story) => story.vote("ann", "approve", {}, { at: at(2) })],
    ["use", (story) => story.use("ann", {}, { at: at(2) })],
    ["finish", (story) => story.tell(commands.finish("use_none" as UseId), { at: at(2) })],
    ["override without the permission", (story) => story.tell(commands.override("ann"), denied)],
  ])("%s is answered alike whether or not a sweeper has written the expiry down", (_, act) => {
    const swept = given({ cast, rules });
    swept.tell(commands.expire(), { at: at(1.5) });
    const unswept = given({ cast, rules });
    expect(act(swept)).toBe(act(unswept));
    expect(swept.refusal).toEqual(unswept.refusal);
    expect(unswept.state).toEqual({ ...swept.state, closedAt: at(1.5) });
  });

  test("the clock's own command expires what is overdue, and nothing else", () => {
    const story = given({ cast, rules });
    expect(story.tell(commands.expire(), { at: at(1) })).toBe("ok");
    expect(story.state.state).toBe("waiting");
    expect(story.tell(commands.expire(), { at: at(1.5) })).toBe("ok");
    expect(story.state.state).toBe("expired");
    expect(story.tell(commands.expire(), { at: at(3) })).toBe("ok");
    expect(story.happened).toEqual([]);
  });

  test("without one it never expires (Z36)", () => {
    expect(given({ cast }).vote("ann", "approve", {}, { at: at(1e6) })).toBe("ok");
  });

  test("a request that was new expires, too, and cannot be started", () => {
    const story = given({ cast, rules: { ...rules, startsWaiting: false } });
    expect(story.tell(commands.start("requester"), { at: at(2) })).toBe("request_expired");
  });
});

describe("superseding and comments", () => {
  test("superseding an open request closes it, naming what moved", () => {
    const story = given({ cast });
    expect(story.tell(commands.supersede())).toBe("ok");
    expect(story.state).toMatchObject({ state: "superseded", closeReason: "The base moved" });
  });

  test("a comment is on the record of an open request only", () => {
    const story = given({ cast });
    expect(story.tell(commands.comment("ann"))).toBe("ok");
    story.vote("ann", "approve");
    expect(story.tell(commands.comment("ann"))).toBe("request_closed");
  });
});
