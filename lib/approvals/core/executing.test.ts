import { describe, expect, test } from "vitest";
import { executesItself } from "./decide-use";
import type { RequestState } from "./request-state";
import { at, type Cast, type RulesChange } from "./testing/cast";
import { commands, type Given, given } from "./testing/story";

const cast: Cast = { members: ["ann", "admin"], roles: { reviewer: ["ann"] } };
const execute: RulesChange = { onApproval: "execute" };

function approved(rules: RulesChange = execute, more: Partial<Given> = {}) {
  const story = given({ cast, rules, ...more });
  expect(story.vote("ann", "approve")).toBe("ok");
  return story;
}
const promised = ({ effects }: ReturnType<typeof given>) =>
  effects.map(({ kind, recipient }) => `${kind} → ${recipient}`);

describe("onApproval", () => {
  test("execute: approving promises to run it by itself, for that request, once", () => {
    expect(promised(approved())).toEqual([
      "mail.request-approved → mem_requester",
      "approval.execute → req_1",
    ]);
  });

  test("unlock: somebody has to click Promote (D7)", () => {
    expect(promised(approved({ onApproval: "unlock" }))).toEqual(["mail.request-approved → mem_requester"]);
  });

  test("execute holds for an override, too", () => {
    const story = given({ cast, rules: execute });
    story.tell(commands.override("admin"));
    expect(promised(story)).toContain("approval.execute → req_1");
  });

  test("nothing but a promotion runs by itself: of others their opener is told", () => {
    const { state } = approved();
    expect(executesItself(state)).toBe(true);
    for (const workflow of ["external", "certificate-operation"] as const)
      expect(executesItself({ ...state, workflow } as RequestState)).toBe(false);
  });
});

describe("what was kept from running by itself (rule 9)", () => {
  test("is on the record, and the approval stays ready for people", () => {
    const story = approved();
    expect(story.tell(commands.refuseExecution("Busy"))).toBe("ok");
    expect(story.happened).toMatchObject([
      { type: "approval.execution_refused", data: { code: "deployment_running", reason: "Busy" } },
    ]);
    expect(story.state).toMatchObject({ state: "approved", use: "ready" });
    expect(story.use("admin")).toBe("ok");
  });

  test("is not said of what somebody has promoted meanwhile, whatever became of that", () => {
    const story = approved();
    story.use("admin");
    story.tell(commands.refuseExecution());
    expect(story.happened).toEqual([]);
    story.tell(commands.fail(story.state.uses[0]?.id as never));
    expect(story.state.use).toBe("ready");
    expect(executesItself(story.state)).toBe(false);
    story.tell(commands.refuseExecution());
    expect(story.happened).toEqual([]);
  });

  test.each([
    ["superseded", commands.supersede()],
    ["revoked", commands.revoke("admin")],
  ])("nor of one that was %s meanwhile: that was told", (_, end) => {
    const story = approved();
    story.tell(end);
    story.tell(commands.refuseExecution());
    expect(story.happened).toEqual([]);
  });

  test("one whose time has run out lapses, and that is told", () => {
    const story = approved({ ...execute, hoursToUse: 1 });
    story.tell(commands.refuseExecution(), { at: at(2) });
    expect(story.happened.map(({ type }) => type)).toEqual(["approval.lapsed"]);
    expect(promised(story)).toEqual(["mail.approval-lapsed → mem_requester"]);
  });

  test("is never said under unlock", () => {
    const story = approved({});
    story.tell(commands.refuseExecution());
    expect(story.happened).toEqual([]);
  });
});
