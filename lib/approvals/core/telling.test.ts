import { describe, expect, test } from "vitest";
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
  const told = effectsOf(before, story.state, story.happened, [member("admin"), member("dev")]);
  expect(told.map(({ kind, recipient }) => `${kind.slice(5)} → ${recipient.slice(4)}`)).toEqual(
    all("execution-refused", "ci", "dev", "admin"),
  );
});
