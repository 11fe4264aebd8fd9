import { expect, test } from "vitest";
import { systemActor } from "@/lib/kernel/actor";
import type { MemberId, UseId, VoteId } from "@/lib/kernel/ids";
import type { RequestEvent, RequestEventBody } from "./events";
import { namesOfEvents, namesWhenAsked, recordLine } from "./record-words";
import { at, type Cast, member, requirement } from "./testing/cast";
import { actorNamed, commands, given } from "./testing/story";

/** The story of a request from its events alone: nobody is looked up. */
const cast: Cast = { members: ["ann", "ben"], roles: { reviewer: ["ann", "ben"] } };
const rules = { steps: [[requirement("Reviewers", { roles: ["reviewer"] }, 2)]] };
const said = (event: RequestEvent) => {
  const { text, detail } = recordLine(event, (id) => `? ${id}`);
  return detail === null ? text : `${text} | ${detail.replaceAll("\n", " / ")}`;
};
const told = (story: ReturnType<typeof given>) => story.events.map(said);

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

test("what was asked: with the message, the profile of then and what each step wanted", () => {
  const steps = [
    [requirement("Reviewers", { users: ["ann"] }, 2), requirement("Finance", { users: ["ben"] })],
    [requirement("Board", { users: ["ann"] })],
  ];
  const [opened] = given({ cast, rules: { steps }, openedBy: "dev" }).events;
  if (opened?.type !== "request.opened") throw new Error("it begins with its opening");
  const wanted = "Step 1: 2 of Reviewers, 1 of Finance. Step 2: 1 of Board.";
  expect(said(opened)).toBe(`dev asked for this | Rules: Production, version 1. ${wanted}`);
  const data = { ...opened.data, message: "Ship it", profile: null };
  expect(said({ ...opened, data })).toBe(
    `dev asked for this | “Ship it” / Rules: set by the requester. ${wanted}`,
  );
});

const [ann, ben, cy] = ["ann", "ben", "cy"].map(member) as [MemberId, MemberId, MemberId];
const names = { [ann]: "Ann", [ben]: "Ben", [cy]: "Cy" };
const ask = (memberId: MemberId, onBehalfOf: MemberId | null = null) => ({
  memberId,
  requirement: "R",
  onBehalfOf,
});
const step = { step: 0, name: "Board", asked: [], told: [], names };
const vote = {
  voteId: "vot_1" as VoteId,
  voterId: ann,
  principalId: ann,
  step: 0,
  requirement: "R",
  comment: null,
  names: { voter: "Ann", principal: "Ben" },
};
const useId = "use_1" as UseId;

test.each<[string, RequestEventBody]>([
  ["Dee started it", { type: "request.started", data: {} }],
  [
    "Step “Board” opened | Asked: Ann, Ann for Ben, and Cy / Told: Ben and Cy",
    {
      type: "step.opened",
      data: { ...step, asked: [ask(ann), ask(ann, ben), ask(cy), ask(cy)], told: [ben, cy] },
    },
  ],
  ["Step “Board” opened | Nobody could be asked", { type: "step.opened", data: step }],
  [
    "Step “Board” opened | Asked: ? mem_ann",
    { type: "step.opened", data: { step: 0, name: "Board", asked: [ask(ann)], told: [] } },
  ],
  ["Ann approved (R)", { type: "vote.cast", data: { ...vote, decision: "approve" } }],
  [
    "Ann for Ben rejected (R) | “No”",
    { type: "vote.cast", data: { ...vote, principalId: ben, decision: "reject", comment: "No" } },
  ],
  [
    "An earlier vote was replaced and no longer counts",
    { type: "vote.replaced", data: { voteId: vote.voteId, by: vote.voteId } },
  ],
  ["Step “Board” was approved", { type: "step.approved", data: { step: 0, name: "Board" } }],
  [
    "Dee reminded the approvers | Ann and ? mem_zed",
    { type: "request.reminded", data: { told: [ann, member("zed")], names } },
  ],
  ["Approved", { type: "request.approved", data: { overridden: false } }],
  ["Approved by override", { type: "request.approved", data: { overridden: true } }],
  ["Rejected", { type: "request.rejected", data: { overridden: false, reason: "No" } }],
  ["Dee cancelled it", { type: "request.cancelled", data: { reason: null } }],
  ["Dee cancelled it | “Not now”", { type: "request.cancelled", data: { reason: "Not now" } }],
  ["It expired without a decision", { type: "request.expired", data: { expiresAt: "then" } }],
  ["It was superseded | The base moved", { type: "request.superseded", data: { reason: "The base moved" } }],
  ["Dee used the approval", { type: "approval.used", data: { useId, memberId: ann, fingerprint: "f" } }],
  ["What was approved was done", { type: "approval.finished", data: { useId } }],
  [
    "What was approved was tried, and failed | No disk",
    { type: "approval.failed", data: { useId, reason: "No disk" } },
  ],
  [
    "It did not run by itself | No source",
    { type: "approval.execution_refused", data: { code: "defect", reason: "No source" } },
  ],
  ["The approval was not used in time", { type: "approval.lapsed", data: { lapsedAt: "then" } }],
  ["Dee revoked the approval | “Wrong one”", { type: "approval.revoked", data: { reason: "Wrong one" } }],
  [
    "The approval was superseded | The base moved",
    { type: "approval.superseded", data: { reason: "The base moved" } },
  ],
])("on the record: %s", (words, body) => {
  expect(said({ ...body, actor: actorNamed("Dee"), at: at(0) })).toBe(words);
});

test("what nobody did, Countersign did", () => {
  const data = { reason: null };
  expect(said({ type: "request.cancelled", data, actor: systemActor, at: at(0) })).toBe(
    "Countersign cancelled it",
  );
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

test("who asked is called what the first event says, and so is the person it was asked for, where it says that", () => {
  const actor = { kind: "member", memberId: "pipeline", name: "Pipeline", via: "api" } as const;
  const named = (names: Record<string, string> | null) =>
    Object.fromEntries(namesWhenAsked({ actor, names } as Parameters<typeof namesWhenAsked>[0]));
  expect(named({ dev: "Dev" })).toEqual({ pipeline: "Pipeline", dev: "Dev" });
  expect(named(null)).toEqual({ pipeline: "Pipeline" });
});
