import { describe, expect, test } from "vitest";
import type { Roster } from "@/lib/approvals/core/eligibility";
import { presets } from "@/lib/approvals/core/presets";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { MemberId, ProjectId, RoleId } from "@/lib/kernel/ids";
import { type SimpleRules, withSimple } from "../simple-rules";
import { problemsAnywhere, whoCouldApprove } from "./who-could-approve";

const now = new Date("2026-11-21T10:00:00Z");
const managers = "rol_managers" as RoleId;
const shop = "prj_shop" as ProjectId;
const id = (name: string) => `mem_${name}` as MemberId;

interface Cast {
  holders?: string[];
  inShop?: string[];
  others?: string[];
  disabled?: string[];
  /** [from, to] */
  delegations?: [string, string][];
}

function rosterOf({ holders = [], inShop = [], others = [], disabled = [], delegations = [] }: Cast): Roster {
  const everybody = [...holders, ...inShop, ...others, ...delegations.flat()];
  const member = (name: string) => ({ name, kind: "person" as const, disabled: disabled.includes(name) });
  const held = (projectId: ProjectId | null) => (name: string) => ({
    roleId: managers,
    memberId: id(name),
    projectId,
  });
  return {
    members: new Map(everybody.map((name) => [id(name), member(name)])),
    holders: [...holders.map(held(null)), ...inShop.map(held(shop))],
    groups: new Map(),
    delegations: delegations.map(([from, to]) => ({
      from: id(from),
      to: id(to),
      projectId: null,
      startsAt: now,
      endsAt: null,
      cancelledAt: null,
    })),
  };
}

function rules(change: Partial<SimpleRules> = {}, more: Partial<ApprovalRules> = {}): ApprovalRules {
  const simple = withSimple(presets.countersign.rules, { roles: [managers], ...change });
  return { ...(simple ?? presets.countersign.rules), ...more };
}

describe("the sentence below the fields", () => {
  const cases: [string, Cast, ApprovalRules, string][] = [
    [
      "whoever asks does not count",
      { holders: ["Ana", "Bo", "Cy"] },
      rules(),
      "3 people could approve right now, 2 when one of them asks.",
    ],
    [
      "one person alone",
      { holders: ["Ana"] },
      rules(),
      "1 person could approve right now, nobody when that person asks.",
    ],
    ["nobody", {}, rules(), "Nobody could approve right now."],
    [
      "who is disabled cannot",
      { holders: ["Ana", "Bo"], disabled: ["Bo"] },
      rules(),
      "1 person could approve right now, nobody when that person asks.",
    ],
    [
      "a role held in one project counts there only, and is told apart",
      { holders: ["Ana", "Bo"], inShop: ["Cy"] },
      rules(),
      "2 people could approve right now, 1 when one of them asks; 1 more in single projects only.",
    ],
    [
      "a delegate can, and not for somebody who asks",
      { holders: ["Ana", "Bo"], delegations: [["Ana", "Dee"]] },
      rules(),
      "3 people could approve right now, 1 when one of them asks.",
    ],
    [
      "requesters may vote where the rules say so",
      { holders: ["Ana", "Bo"] },
      rules({}, { allowRequesterVote: true }),
      "2 people could approve right now, also what they ask for themselves.",
    ],
    [
      "assignees add to the roles",
      { holders: ["Ana"], others: ["Eve"] },
      rules({ assignees: [id("Eve")] }),
      "2 people could approve right now, 1 when one of them asks.",
    ],
    [
      "or narrow them",
      { holders: ["Ana", "Bo", "Cy"] },
      rules({ assignees: [id("Ana"), id("Bo")], assigneesMode: "narrow" }),
      "2 people could approve right now, 1 when one of them asks.",
    ],
  ];
  test.each(cases)("%s", (_, cast, given, sentence) => {
    expect(whoCouldApprove(given, rosterOf(cast), now).sentence).toBe(sentence);
  });

  test("names are sorted as people read them", () => {
    expect(whoCouldApprove(rules(), rosterOf({ holders: ["Zoë", "Ana", "Émile"] }), now).names).toEqual([
      "Ana",
      "Émile",
      "Zoë",
    ]);
  });
});

describe("what saving refuses, and what it only warns of", () => {
  test("too few people for the number of approvals is a problem", () => {
    const { problems } = whoCouldApprove(
      rules({ requiredApprovals: 3 }),
      rosterOf({ holders: ["Ana", "Bo"] }),
      now,
    );
    expect(problems[0]?.message).toContain("needs 3 approvals, but only 2 people could give one");
  });

  test("enough people, but not when one of them asks, is a warning", () => {
    const told = whoCouldApprove(rules({ requiredApprovals: 2 }), rosterOf({ holders: ["Ana", "Bo"] }), now);
    expect(told.problems).toEqual([]);
    expect(told.warnings).toEqual([
      "When one of them asks, too few others are left, so that request could not be approved.",
      "These rules hang on one person: while Ana or Bo is away, nothing can be approved.",
    ]);
  });

  test("the only approver is named in the warning", () => {
    expect(whoCouldApprove(rules(), rosterOf({ holders: ["Ana"] }), now).warnings[0]).toMatch(
      /^When Ana asks/,
    );
  });

  test("rules that only some project's people can meet are saved, with a warning", () => {
    const roster = rosterOf({ inShop: ["Ana", "Bo"] });
    expect(problemsAnywhere(rules(), roster)).toEqual([]);
    expect(whoCouldApprove(rules(), roster, now).warnings[0]).toMatch(/^Only projects whose own people/);
  });

  test("rules that name nobody are refused", () => {
    expect(problemsAnywhere(presets.countersign.rules, rosterOf({}))[0]?.message).toMatch(
      /^Name at least one/,
    );
  });
});
