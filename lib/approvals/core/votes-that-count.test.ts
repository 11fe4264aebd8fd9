import { describe, expect, test } from "vitest";
import { type Situation, shortIn } from "./testing/situation";

const refuse = "refuse" as const;
const once = { maxPerPerson: 1, maxPerPrincipal: 1 };

describe("votes that count already", () => {
  test.each<[string, Situation]>([
    [
      "leave their author what the limits leave",
      {
        steps: [["A: 2 of cy"]],
        votes: { maxPerPerson: 0, maxPerPrincipal: 2, onExcess: refuse },
        delegations: [],
        voted: ["cy approves A"],
        short: null,
      },
    ],
    [
      "use up their author's limit",
      {
        steps: [["A: 1 of ben", "B: 1 of ben"]],
        votes: { maxPerPerson: 1, maxPerPrincipal: 2, onExcess: refuse },
        delegations: [],
        voted: ["ben approves A"],
        short: "B",
      },
    ],
    [
      "use up their principal's limit",
      {
        steps: [["A: 1 of ben dee", "B: 1 of ben dee"]],
        votes: once,
        delegations: ["ben>ann"],
        voted: ["ann for ben approves A"],
        silent: ["ann", "dee"],
        short: "B",
      },
    ],
    [
      "use up nothing in a later step, where people need not differ",
      {
        steps: [["A: 1 of dee", "B: 1 of dee"], ["C: 2 of ann"]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 3, onExcess: refuse },
        delegations: ["dee>ann"],
        voted: ["ann for dee approves A"],
        short: null,
      },
    ],
    [
      "stay where they are when their author could only move them for somebody else",
      {
        steps: [["A: 2 of ann cy", "B: 1 of ben"]],
        votes: once,
        delegations: ["ann>dee"],
        voted: ["dee for ann approves A"],
        now: ["ben>dee"],
        gone: ["ann"],
        short: null,
      },
    ],
    [
      "are no approvals when they are rejections",
      {
        steps: [["A: 1 of ann", "B: 1 of ben"]],
        votes: once,
        delegations: ["ann>dee"],
        voted: ["dee for ann rejects A"],
        now: ["ben>dee"],
        gone: ["ann"],
        short: "A",
      },
    ],
    [
      "both stay where their author could move two",
      {
        steps: [["A: 4 of ann ben"]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 2 },
        delegations: ["ann>dee"],
        voted: ["dee for ann approves A", "dee for ann approves A"],
        now: ["ben>dee"],
        silent: ["ann"],
        short: null,
      },
    ],
    [
      "give no second one where the delegation has ended",
      {
        steps: [["A: 4 of ann", "B: 1 of ben"]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 4 },
        delegations: ["ann>dee"],
        voted: ["dee for ann approves A"],
        now: ["ben>dee"],
        short: "A",
      },
    ],
  ])("%s", (_, situation) => {
    expect(shortIn(situation)).toBe(situation.short);
  });
});

describe("where people have to differ", () => {
  test.each<[string, Situation]>([
    [
      "who decided in the open step gives no later vote through a delegate either",
      {
        steps: [["A: 1 of ann ben"], ["B: 1 of ann"]],
        votes: once,
        distinct: true,
        delegations: ["ann>dee"],
        voted: ["ann rejects A"],
        short: "B",
      },
    ],
    [
      "a right to decide later does not set anybody free of the open step",
      {
        steps: [["A: 1 of ann cy"], ["B: 1 of ben"]],
        votes: once,
        distinct: true,
        delegations: ["ann>ben"],
        voted: ["ben for ann rejects A"],
        now: [],
        gone: ["ann"],
        short: "B",
      },
    ],
    [
      "requirements of one name in two steps are two",
      {
        steps: [["A: 1 of ann"], ["A: 1 of ben"]],
        votes: once,
        distinct: true,
        delegations: [],
        voted: [],
        short: null,
      },
    ],
  ])("%s", (_, situation) => {
    expect(shortIn(situation)).toBe(situation.short);
  });
});
