import { expect, test } from "vitest";
import { namesOfEvents, recordLine } from "./record-words";
import { type Cast, requirement } from "./testing/cast";
import { commands, given } from "./testing/story";

/** The story of a request from its events alone: nobody is looked up. */
const cast: Cast = { members: ["ann", "ben"], roles: { reviewer: ["ann", "ben"] } };
const rules = { steps: [[requirement("Reviewers", { roles: ["reviewer"] }, 2)]] };
const told = (story: ReturnType<typeof given>) =>
  story.events.map((event) => {
    const { text, detail } = recordLine(event, (id) => `? ${id}`);
    return detail === null ? text : `${text} | ${detail.replaceAll("\n", " / ")}`;
  });

test("from asking to an override, each event in words with the names it carries", () => {
  const story = given({ cast, rules, openedBy: "dev" });
  story.tell(commands.comment("ben"));
  story.tell(commands.remind("dev"));
  story.vote("ann", "approve", { comment: "Fine" });
  story.tell(commands.override("vera", "reject", "The board met"));
  const lines = told(story);
  expect(lines.join("\n")).not.toContain("?");
  expect(lines[0]).toMatch(/^dev asked for this \| Rules: Production, version 1\. .*: 2 of Reviewers\.$/);
  expect(lines[1]).toMatch(/^Step “.*” opened \| Asked: ann and ben$/);
  expect(lines.slice(2)).toEqual([
    "ben commented | “Hm”",
    "dev reminded the approvers | ann and ben",
    "ann approved (Reviewers) | “Fine”",
    "vera overrode the approvers: reject | “The board met”",
    "Rejected by override",
  ]);
});

test("a step whose only requirement is named like it says how many approvals it wanted", () => {
  const of = (count: number) => {
    const steps = [[requirement("Approval", { roles: ["reviewer"] }, count)]];
    const { events } = given({ cast, rules: { steps }, openedBy: "dev" });
    const [opened] = events;
    if (opened?.type !== "request.opened") throw new Error("it begins with being opened");
    const named = opened.data.rules.steps.map((step) => ({ ...step, name: "Approval" }));
    const rules = { ...opened.data.rules, steps: named };
    return recordLine({ ...opened, data: { ...opened.data, rules } }, String).detail;
  };
  expect(of(1)).toMatch(/ Approval: 1 approval\.$/);
  expect(of(2)).toMatch(/ Approval: 2 approvals\.$/);
});

test("people are called what the events called them, whoever acted, voted, was asked or reminded", () => {
  const at = new Date(0);
  const by = (name: string) =>
    ({ kind: "member", memberId: name, name: `${name} then`, via: "api" }) as const;
  const vote = { voterId: "ann", principalId: "ben", names: { voter: "Ann", principal: "Ben" } };
  const names = namesOfEvents([
    { type: "step.opened", data: { names: { joe: "Joe" } }, actor: by("dev"), at },
    { type: "step.opened", data: {}, actor: { kind: "system", name: "Countersign" }, at },
    { type: "vote.cast", data: vote, actor: by("ann"), at },
    { type: "request.reminded", data: { names: { sol: "Sol" } }, actor: by("sol"), at },
  ] as unknown as Parameters<typeof namesOfEvents>[0]);
  expect([...names].map((pair) => pair.join(": "))).toEqual([
    "dev: dev then",
    "joe: Joe",
    "ann: Ann",
    "ben: Ben",
    "sol: Sol",
  ]);
});
