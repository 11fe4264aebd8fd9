import { describe, expect, test } from "vitest";
import { presets } from "@/lib/approvals/core/presets";
import type { ApprovalRules, Requirement } from "@/lib/approvals/core/rules";
import type { RoleId } from "@/lib/kernel/ids";
import { compareRules, isSame, mergeRules } from "./compare-rules";

const names = new Map([
  ["rol_1", "Release managers"],
  ["rol_2", "Quality"],
]);
const role = (id: string, scope: "project" | "organization" = "project") => ({
  roleId: id as RoleId,
  scope,
});

function requirement(name: string, change: Partial<Requirement> = {}): Requirement {
  return {
    name,
    approvers: { roles: [role("rol_1")], groups: [], users: [], narrowTo: null },
    notifyOnly: { roles: [], groups: [], users: [] },
    requiredApprovals: 1,
    requiredRejections: 1,
    ...change,
  };
}

const base: ApprovalRules = {
  ...presets.countersign.rules,
  steps: [{ name: "Release", requirements: [requirement("Managers")] }],
};
const told = (...sides: ApprovalRules[]) =>
  compareRules(sides, names).map(({ label, words }) => `${label}: ${words.join(" | ")}`);

describe("what differs between two versions", () => {
  test("nothing between equal ones", () => {
    expect(told(base, structuredClone(base))).toEqual([]);
  });

  test("each rule that changed, in the words of the editor", () => {
    const next: ApprovalRules = {
      ...base,
      hoursToDecide: null,
      allowDelegates: false,
      votes: { ...base.votes, maxDirect: 0, onExcess: "refuse" },
      whoMayCancel: "administrator",
    };
    expect(told(base, next)).toEqual([
      "Delegates may vote: on | off",
      "Own votes a person: 1 | no limit",
      "One vote too many: replaces their oldest | is refused",
      "Hours to decide: 72 h | no limit",
      "Who may cancel: both | administrators",
    ]);
  });

  test("within a requirement, at its name", () => {
    const approvers = { ...requirement("").approvers, roles: [role("rol_1", "organization"), role("rol_2")] };
    const steps = [
      { name: "Release", requirements: [requirement("Managers", { approvers, requiredApprovals: 2 })] },
    ];
    expect(told(base, { ...base, steps })).toEqual([
      "Release › Managers: Roles: Release managers | Release managers (held organization-wide), Quality",
      "Release › Managers: Approvals needed: 1 | 2",
    ]);
  });

  test("a step that one of them does not have is told whole, and the order is told", () => {
    const quality = { name: "Quality", requirements: [requirement("Testers", { requiredApprovals: 2 })] };
    expect(told(base, { ...base, steps: [quality, ...base.steps] })).toEqual([
      "Steps: Release | Quality, then Release",
      "Quality › Testers:  | 2 of Release managers",
    ]);
    expect(
      told({ ...base, steps: [quality, ...base.steps] }, { ...base, steps: [...base.steps, quality] }),
    ).toEqual(["Steps: Quality, then Release | Release, then Quality"]);
  });
});

describe("two administrators editing", () => {
  const theirs: ApprovalRules = { ...base, hoursToDecide: 8, allowDelegates: false };
  const mine: ApprovalRules = { ...base, hoursToDecide: 24, votes: { ...base.votes, maxPerPerson: 2 } };

  test("the second sees what it was, theirs and mine", () => {
    expect(told(base, theirs, mine)).toEqual([
      "Delegates may vote: on | off | on",
      "Votes a person: 1 | 1 | 2",
      "Hours to decide: 72 h | 8 h | 24 h",
    ]);
  });

  test("my changes stay on top of theirs, and what I left alone takes theirs", () => {
    expect(mergeRules(base, theirs, mine)).toEqual({ ...mine, allowDelegates: false });
  });

  test("the steps are one rule: mine when I changed them, theirs when I did not", () => {
    const steps = [{ name: "Quality", requirements: [requirement("Testers")] }];
    expect(mergeRules(base, { ...theirs, steps }, mine).steps).toEqual(steps);
    expect(mergeRules(base, theirs, { ...mine, steps }).steps).toEqual(steps);
  });
});

test("rules are the same by what they say, not by how they were made", () => {
  expect(isSame(base, structuredClone(base))).toBe(true);
  expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  expect(isSame({ a: null }, { a: {} })).toBe(false);
  expect(isSame([], {})).toBe(false);
  expect(isSame({ a: 1 }, { a: 1, b: 2 })).toBe(false);
});
