import { expect, test } from "vitest";
import { recordLine } from "./record-words";
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
