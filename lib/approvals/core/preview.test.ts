import { expect, test } from "vitest";
import type { MemberId, ProjectId, RoleId } from "@/lib/kernel/ids";
import { whyLost } from "./completion";
import type { Roster } from "./eligibility";
import { presets } from "./presets";
import { type Hypothetical, warningOf, whoWouldBeAsked } from "./preview";

const role = "rol_managers" as RoleId;
const [ines, rune, amal] = ["mem_ines", "mem_rune", "mem_amal"] as [MemberId, MemberId, MemberId];
const names = new Map([
  [ines, "Ines Duarte"],
  [rune, "Rune Kvist"],
  [amal, "Amal Haddad"],
]);
const nameOf = (id: MemberId) => names.get(id) ?? "?";

function roster(holders: MemberId[]): Roster {
  return {
    members: new Map(
      [...names].map(([id, name]) => [id, { name, kind: "person" as const, disabled: false }]),
    ),
    holders: holders.map((memberId) => ({ roleId: role, memberId, projectId: null })),
    groups: new Map(),
    delegations: [],
  };
}

function request(requiredApprovals: number, more: Partial<Hypothetical> = {}): Hypothetical {
  const approvers = {
    roles: [{ roleId: role, scope: "project" as const }],
    groups: [],
    users: [],
    narrowTo: null,
  };
  const requirement = {
    name: "Release managers",
    approvers,
    notifyOnly: { roles: [], groups: [], users: [] },
    requiredApprovals,
    requiredRejections: 1,
  };
  const rules = { ...presets.countersign.rules, steps: [{ name: "Approval", requirements: [requirement] }] };
  const projectId = "prj_shop" as ProjectId;
  return { rules, projectId, openedBy: ines, startedBy: null, builders: [], ...more };
}

const now = new Date("2026-11-21T10:00:00Z");

test("those are named whose vote would count: neither who asks nor who built it", () => {
  const [all] = whoWouldBeAsked(request(1), roster([ines, rune, amal]), now);
  expect(all?.people).toEqual([rune, amal]);
  const [rest] = whoWouldBeAsked(request(1, { builders: [rune] }), roster([ines, rune, amal]), now);
  expect(rest?.people).toEqual([amal]);
});

function warning(asked: Hypothetical, holders: MemberId[]) {
  const lost = whyLost({ ...asked, votes: [], openStep: null }, roster(holders), now);
  return warningOf({ lost, requirements: whoWouldBeAsked(asked, roster(holders), now), nameOf });
}

test.each([
  { name: "nobody could approve", holders: [ines], required: 1, says: "but nobody could give one" },
  {
    name: "too few could",
    holders: [ines, rune, amal],
    required: 3,
    says: "needs 3 approvals, but only 2 people",
  },
  { name: "one person could", holders: [ines, rune], required: 1, says: "Only Rune Kvist could approve" },
])("asking warns when $name", ({ holders, required, says }) => {
  expect(warning(request(required), holders)).toContain(says);
});

test("asking warns of nothing where enough people could approve", () => {
  expect(warning(request(1), [rune, amal])).toBeNull();
});

test("each requirement names its own people", () => {
  const asked = request(1);
  const [step] = asked.rules.steps;
  const [first] = step?.requirements ?? [];
  if (!first) throw new Error("it has a requirement");
  const amalOnly = {
    ...first,
    name: "Safety",
    approvers: { roles: [], groups: [], users: [amal], narrowTo: null },
  };
  const rules = { ...asked.rules, steps: [{ name: "Approval", requirements: [first, amalOnly] }] };
  expect(whoWouldBeAsked({ ...asked, rules }, roster([rune, amal]), now)).toEqual([
    { name: "Release managers", requiredApprovals: 1, people: [rune, amal] },
    { name: "Safety", requiredApprovals: 1, people: [amal] },
  ]);
});
