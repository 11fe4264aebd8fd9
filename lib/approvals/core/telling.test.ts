import { describe, expect, test } from "vitest";
import { cancelEffect } from "./cancel-effect";
import type { Command } from "./commands";
import { effectsOf, tellsAdministrators } from "./effects";
import { at, type Cast, member, type RulesChange, requirement } from "./testing/cast";
import { commands, given } from "./testing/story";

/** Who is told how a request ended. A pipeline, `ci`, asked for Dev; Ann and Ben were asked. */
const cast: Cast = { members: ["ann", "ben", "admin"], roles: { reviewer: ["ann", "ben"] } };
const rules: RulesChange = {
  steps: [[requirement("Reviewers", { roles: ["reviewer"] })]],
  hoursToDecide: 8,
  hoursToUse: 8,
};
const asked = () => given({ cast, rules, openedBy: "ci", startedBy: "dev" });
const mailed = ({ effects }: ReturnType<typeof given>) =>
  effects.map(({ kind, recipient }) => `${kind.slice(5)} → ${recipient.slice(4)}`);
const all = (kind: string, ...names: string[]) => names.map((name) => `${kind} → ${name}`);

describe("an open request that ends without a decision: who was asked and who asked", () => {
  test.each<[string, Command, string[]]>([
    ["expired", commands.expire(), all("request-expired", "ann", "ben", "ci", "dev")],
    ["superseded", commands.supersede(), all("request-superseded", "ann", "ben", "ci", "dev")],
    [
      "cancelled by somebody else",
      commands.cancel("admin"),
      all("request-cancelled", "ann", "ben", "ci", "dev"),
    ],
    [
      "cancelled by the product",
      commands.cancelBySystem(),
      all("request-cancelled", "ann", "ben", "ci", "dev"),
    ],
    ["cancelled by whom it was for", commands.cancel("dev"), all("request-cancelled", "ann", "ben", "ci")],
    ["cancelled by the pipeline", commands.cancel("ci"), all("request-cancelled", "ann", "ben", "dev")],
  ])("%s", (name, command, told) => {
    const story = asked();
    expect(story.tell(command, { at: at(name === "expired" ? 8 : 1) })).toBe("ok");
    expect(mailed(story)).toEqual(told);
  });
});

describe("an override is never silent", () => {
  test("who was asked is told that it was one, who asked how it ended", () => {
    const story = asked();
    story.tell(commands.override("admin", "reject"));
    expect(mailed(story)).toEqual([
      ...all("request-overridden", "ann", "ben"),
      ...all("request-rejected", "ci", "dev"),
    ]);
  });

  test("nobody is told of what they did themselves, nor twice", () => {
    const roles = { reviewer: ["ann", "admin"] };
    const story = given({ cast: { ...cast, roles }, rules, openedBy: "dev" });
    story.tell(commands.override("admin"));
    expect(mailed(story)).toEqual(["request-overridden → ann", "request-approved → dev"]);
  });

  test("where rules let requesters vote, one who was asked hears only how it ended", () => {
    const roles = { reviewer: ["ann", "dev"] };
    const story = given({
      cast: { members: [...cast.members, "dev"], roles },
      rules: { ...rules, allowRequesterVote: true },
      openedBy: "dev",
    });
    story.tell(commands.override("admin"));
    expect(mailed(story)).toEqual(["request-overridden → ann", "request-approved → dev"]);
  });
});

describe("whoever cancels reads before whom that tells", () => {
  const said = (viewer: string, more: Partial<Parameters<typeof given>[0]> = {}) => {
    const { state } = given({ cast, rules, openedBy: "dev", ...more });
    return state && cancelEffect(state, member(viewer));
  };

  test("all who were asked, and who asked or who else did, but not themselves", () => {
    expect(said("dev")).toBe("2 approvers will be told.");
    expect(said("admin")).toBe("2 approvers and who asked will be told.");
    const byPipeline = { openedBy: "ci", startedBy: "dev" };
    expect(said("dev", byPipeline)).toBe("2 approvers and who else asked will be told.");
    expect(said("ci", byPipeline)).toBe("2 approvers and who else asked will be told.");
    expect(said("admin", byPipeline)).toBe("2 approvers and who asked will be told.");
  });

  test("one is one, and who also voted is told once", () => {
    const one = { ...cast, roles: { reviewer: ["ann"] } };
    expect(said("dev", { cast: one })).toBe("1 approver will be told.");
    const story = given({
      cast,
      rules: { ...rules, steps: [[requirement("Reviewers", { roles: ["reviewer"] }, 2)]] },
      openedBy: "dev",
    });
    story.vote("ann", "approve");
    expect(story.state && cancelEffect(story.state, member("dev"))).toBe("2 approvers will be told.");
  });

  test("before it is started nobody has been asked", () => {
    const waiting = { rules: { ...rules, startsWaiting: false } };
    expect(said("dev", waiting)).toBe("Nobody has been asked yet.");
    expect(said("admin", waiting)).toBe("Who asked will be told.");
  });
});

describe("an approval that cannot be used any more: who asked", () => {
  test.each<[string, Command, string[]]>([
    ["lapsed", commands.lapse(), all("approval-lapsed", "ci", "dev")],
    ["superseded", commands.supersede(), all("approval-superseded", "ci", "dev")],
    ["revoked", commands.revoke("admin"), all("approval-revoked", "ci", "dev")],
    ["revoked by whom it was for", commands.revoke("dev"), all("approval-revoked", "ci")],
  ])("%s", (name, command, told) => {
    const story = asked();
    story.vote("ann", "approve", {}, { at: at(1) });
    expect(story.tell(command, { at: at(name === "lapsed" ? 9 : 2) })).toBe("ok");
    expect(mailed(story)).toEqual(told);
  });
});

test("what could not run by itself: who asked, and the administrators, each once", () => {
  const story = given({ cast, rules: { ...rules, onApproval: "execute" }, openedBy: "ci", startedBy: "dev" });
  story.vote("ann", "approve");
  const before = story.state;
  story.tell(commands.refuseExecution());
  expect(story.happened.map((event) => tellsAdministrators(story.state, event))).toEqual([true]);
  const told = effectsOf(before, story.state, story.happened, {
    administrators: [member("admin"), member("dev")],
  });
  expect(told.map(({ kind, recipient }) => `${kind.slice(5)} → ${recipient.slice(4)}`)).toEqual(
    all("execution-refused", "ci", "dev", "admin"),
  );
});

test("a comment on what nobody else was asked or said anything about is told to who asked", () => {
  const story = asked();
  story.tell(commands.comment("ann"));
  expect(mailed(story)).toEqual(all("comment-added", "ci", "dev"));
});

test("a comment: who asked, whom the open step asked, who commented before; never its author, each once", () => {
  const story = asked();
  const before = story.state;
  story.tell(commands.comment("ann"));
  const told = effectsOf(before, story.state, story.happened, {
    askedNow: [member("ann"), member("ben")],
    commenters: [member("ben"), member("eve"), member("ann")],
  });
  expect(told.map(({ kind, recipient }) => `${kind.slice(5)} → ${recipient.slice(4)}`)).toEqual(
    all("comment-added", "ci", "dev", "ben", "eve"),
  );
});

describe("a reminder", () => {
  const two: RulesChange = {
    steps: [
      [requirement("Reviewers", { roles: ["reviewer"] }, 2)],
      [requirement("Board", { users: ["admin"] })],
    ],
  };
  const waiting = (more: RulesChange = {}) =>
    given({ cast, rules: { ...two, ...more }, openedBy: "ci", startedBy: "dev" });

  test("goes to exactly those whose approval brings the open step nearer", () => {
    const story = waiting();
    expect(story.tell(commands.remind("dev"))).toBe("ok");
    expect(mailed(story)).toEqual(all("review-reminded", "ann", "ben"));
    story.vote("ann", "approve");
    expect(story.tell(commands.remind("dev"))).toBe("ok");
    expect(mailed(story)).toEqual(all("review-reminded", "ben"));
    story.vote("ben", "approve");
    expect(story.tell(commands.remind("ci"))).toBe("ok");
    expect(mailed(story)).toEqual(all("review-reminded", "admin"));
  });

  test("is the requester's alone, and of a request that waits", () => {
    expect(waiting().tell(commands.remind("ann"))).toBe("not_permitted");
    expect(waiting({ startsWaiting: false }).tell(commands.remind("dev"))).toBe("not_waiting");
    const story = waiting();
    story.vote("ann", "reject");
    expect(story.tell(commands.remind("dev"))).toBe("request_closed");
  });

  test("is sent at most once in four hours, to the minute", () => {
    const remindedAt = at(1);
    const story = waiting();
    expect(story.tell(commands.remind("dev"), { remindedAt, at: at(4.99) })).toBe("reminded_recently");
    expect(story.refusal?.facts).toEqual({ againAt: at(5).toISOString() });
    expect(waiting().tell(commands.remind("dev"), { remindedAt, at: at(5) })).toBe("ok");
  });

  test("has nobody to go to when nobody could decide, and never goes to who sends it", () => {
    const nobody = waiting();
    nobody.cast = { members: ["admin"], roles: { reviewer: [] } };
    expect(nobody.tell(commands.remind("dev"))).toBe("nobody_to_remind");
    const own = given({
      cast: { members: ["dev"], roles: { reviewer: ["dev"] } },
      rules: { allowRequesterVote: true, steps: [[requirement("Reviewers", { roles: ["reviewer"] })]] },
      openedBy: "dev",
    });
    expect(own.tell(commands.remind("dev"))).toBe("nobody_to_remind");
  });
});

describe("a step that opens", () => {
  const told = (story: ReturnType<typeof given>) =>
    effectsOf(null, story.state, story.events, { administrators: [member("admin")] }).map(
      ({ kind, recipient }) => `${kind} → ${recipient.slice(4)}`,
    );
  const tells = ({ state, events }: ReturnType<typeof given>) =>
    events.map((event) => [event.type, tellsAdministrators(state, event)]);
  const both = {
    reviewers: requirement("Reviewers", { roles: ["reviewer"] }),
    nobody: requirement("Nobody", {}),
  };

  test("asks those who can decide, and tells those who may only see it", () => {
    const notifyOnly = { roles: [], groups: [], users: [member("admin")] };
    const story = given({ cast, rules: { steps: [[{ ...both.reviewers, notifyOnly }]] } });
    expect(told(story)).toEqual([
      "mail.review-requested → ann",
      "mail.review-requested → ben",
      "mail.request-told → admin",
    ]);
    expect(tells(story)).toEqual([
      ["request.opened", false],
      ["step.opened", false],
    ]);
  });

  test.each([
    ["the only requirement", [both.nobody], []],
    ["one of its requirements", [both.reviewers, both.nobody], all("mail.review-requested", "ann", "ben")],
  ])("with nobody to decide %s tells the administrators", (_, requirements, asked) => {
    const story = given({ cast, rules: { steps: [requirements] } });
    expect(told(story)).toEqual([...asked, "mail.nobody-decides → admin"]);
    expect(effectsOf(null, story.state, story.events).map(({ kind }) => kind)).not.toContain(
      "mail.nobody-decides",
    );
    expect(tells(story)).toEqual([
      ["request.opened", false],
      ["step.opened", true],
    ]);
  });
});
