import { describe, expect, test } from "vitest";
import { type Cast, type RulesChange, requirement } from "./testing/cast";
import { short } from "./testing/outlook";
import { type Situation, shortIn } from "./testing/situation";
import { given } from "./testing/story";

const refuse = "refuse" as const;
const once = { maxPerPerson: 1, maxPerPrincipal: 1 };

describe("principals who vote themselves take over what was voted for them", () => {
  test.each<[string, Situation]>([
    [
      "and the delegate, set free, gives the vote that another requirement lacks",
      {
        steps: [["A: 1 of dee", "B: 4 of ben cy"]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 2, onExcess: refuse },
        delegations: ["ben>ann", "dee>cy"],
        voted: ["cy for dee approves A", "ann for ben rejects B"],
        short: null,
      },
    ],
    [
      "or give it elsewhere, where somebody else has given what the delegate gave",
      {
        steps: [["A: 1 of dee", "B: 1 of ann dee"]],
        votes: { ...once, onExcess: refuse },
        delegations: ["dee>ben"],
        voted: ["ben for dee approves B", "ann approves B"],
        short: null,
      },
    ],
    [
      "each their own only: one who has votes left gives them, whatever another took over",
      {
        steps: [["A: 3 of ann dee", "B: 1 of dee"]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 2, onExcess: refuse },
        delegations: ["ann>dee"],
        voted: ["dee for ann approves A"],
        now: ["ann>cy"],
        short: null,
      },
    ],
    [
      "and a delegate whom one of two principals sets free gives the vote that the other lacks",
      {
        steps: [["A: 2 of ann", "B: 2 of ben", "C: 1 of cy"]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 2, onExcess: refuse },
        delegations: ["ann>dee", "ben>dee", "cy>ann"],
        voted: ["dee for ann rejects A", "dee for ben rejects B", "ann for cy approves C"],
        silent: ["cy"],
        short: null,
      },
    ],
    [
      "which a delegate whom nobody sets free has not",
      {
        steps: [["A: 2 of ann", "B: 1 of ben", "C: 1 of cy"]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 2, onExcess: refuse },
        delegations: ["ann>dee", "ben>dee", "cy>ann"],
        voted: ["dee for ann rejects A", "dee for ben approves B", "ann for cy approves C"],
        silent: ["ben", "cy"],
        short: "A",
      },
    ],
    [
      "but only once all that their authority may give is given",
      {
        steps: [["A: 1 of ann dee", "B: 1 of ann dee"]],
        votes: { maxPerPerson: 1, maxPerPrincipal: 2, onExcess: refuse },
        delegations: ["ann>ben"],
        voted: ["ben for ann rejects A"],
        silent: ["dee"],
        short: "B",
      },
    ],
    [
      "so that a delegate with room for more votes is not set free",
      {
        steps: [["A: 1 of ann", "B: 1 of dee"]],
        votes: { maxPerPerson: 1, maxPerPrincipal: 3, onExcess: refuse },
        delegations: ["ann>dee"],
        voted: ["dee for ann approves A"],
        now: ["ann>cy"],
        short: "B",
      },
    ],
    [
      "which adds no vote to their authority",
      {
        steps: [["A: 3 of cy"]],
        votes: { maxPerPerson: 2, maxPerPrincipal: 2, onExcess: refuse },
        delegations: ["cy>ben"],
        voted: ["ben for cy approves A"],
        short: "A",
      },
    ],
    [
      "nor a third where two delegates' votes are taken over",
      {
        steps: [["A: 1 of ben cy", "B: 3 of ben dee"]],
        votes: { maxPerPerson: 3, maxPerPrincipal: 2 },
        delegations: ["ben>ann"],
        voted: ["ann for ben approves A", "ann for ben approves B"],
        silent: ["dee"],
        short: "B",
      },
    ],
    [
      "nor where a delegate gave both of an authority's votes, and another delegates now",
      {
        steps: [["A: 3 of ben cy"]],
        votes: { maxPerPerson: 3, maxPerPrincipal: 2 },
        delegations: ["ben>dee"],
        voted: ["dee for ben approves A", "dee for ben approves A"],
        now: ["ben>ann"],
        silent: ["cy"],
        short: "A",
      },
    ],
    [
      "and need not: a delegate's vote stays where the principal decides for somebody else",
      {
        steps: [["A: 2 of ben cy"]],
        votes: once,
        delegations: ["ben>dee"],
        voted: ["dee for ben approves A"],
        now: ["cy>ben"],
        silent: ["cy"],
        short: null,
      },
    ],
    [
      "what is short is told as it stands, before anything is taken over",
      {
        steps: [["A: 1 of dee"], ["B: 1 of dee"]],
        votes: { ...once, onExcess: refuse },
        distinct: true,
        delegations: ["dee>cy"],
        voted: ["cy for dee rejects A"],
        short: "A",
      },
    ],
    [
      "and is the one that nobody can fill, not the one whose delegate could be set free",
      {
        steps: [["A: 2 of dee", "B: 1 of ben"]],
        votes: { ...once, onExcess: refuse },
        delegations: ["dee>ben"],
        voted: ["ben for dee approves A"],
        short: "A",
      },
    ],
  ])("%s", (_, situation) => {
    expect(shortIn(situation)).toBe(situation.short);
  });
});

test.each([
  { delegates: 8, says: "nobody" },
  { delegates: 9, says: null },
])(
  "of $delegates votes that principals could take over all ways are tried, up to eight",
  ({ delegates, says }) => {
    const all = Array.from({ length: delegates }, (_, index) => index);
    const cast: Cast = {
      members: all.flatMap((index) => [`p${index}`, `d${index}`]),
      delegations: all.map((index) => ({ from: `p${index}`, to: `d${index}` })),
    };
    const users = all.map((index) => `p${index}`);
    const rules: RulesChange = {
      steps: [[requirement("A", { users }, delegates), requirement("nobody", { users: ["zed"] })]],
      votes: { ...once, onExcess: refuse },
      allowDelegates: true,
    };
    const story = given({ rules, cast, openedBy: "requester" });
    for (const index of all) expect(story.vote(`d${index}`, "approve")).toBe("ok");
    // Beyond eight nothing is called lost.
    expect(short(story)).toBe(says);
  },
);
