import { expect, test } from "vitest";
import { presets } from "@/lib/approvals/core/presets";
import type { Approvers, Requirement } from "@/lib/approvals/core/rules";
import type { GroupId, MemberId, RoleId } from "@/lib/kernel/ids";
import { rulesInWords } from "./rules-in-words";

const names = new Map([
  ["rol_1", "Release managers"],
  ["rol_2", "Quality"],
  ["grp_1", "Platform"],
  ["mem_1", "Amal Haddad"],
]);
const role = (id: string) => ({ roleId: id as RoleId, scope: "project" as const });

function requirement(approvers: Partial<Approvers>, requiredApprovals = 1): Requirement {
  return {
    name: "Approval",
    approvers: { roles: [], groups: [], users: [], narrowTo: null, ...approvers },
    notifyOnly: { roles: [], groups: [], users: [] },
    requiredApprovals,
    requiredRejections: 1,
  };
}

function words(...steps: Requirement[][]): string[] {
  const named = steps.map((requirements, index) => ({ name: `Step ${index + 1}`, requirements }));
  return rulesInWords({ ...presets.countersign.rules, steps: named }, names);
}

test("roles, groups and people in one sentence", () => {
  const approvers = {
    roles: [role("rol_1"), role("rol_2")],
    groups: ["grp_1" as GroupId],
    users: ["mem_1" as MemberId],
  };
  expect(words([requirement(approvers, 2)])).toEqual([
    "2 of Release managers, Quality, Platform, or Amal Haddad",
  ]);
});

test("narrowed to some of a role", () => {
  const approvers = { roles: [role("rol_1")], narrowTo: ["mem_1" as MemberId] };
  expect(words([requirement(approvers)])).toEqual(["1 of Amal Haddad, within Release managers"]);
});

test("several requirements must all be met, and steps have names", () => {
  const [managers, quality] = [
    requirement({ roles: [role("rol_1")] }),
    requirement({ roles: [role("rol_2")] }),
  ];
  expect(words([managers, quality], [quality])).toEqual([
    "Step 1: 1 of Release managers; and 1 of Quality",
    "Step 2: 1 of Quality",
  ]);
});
