import { expect, test } from "vitest";
import type { ProjectId } from "@/lib/kernel/ids";
import { hasPermission, permissions, permissionsOfRole, projectsWith } from "./permissions";

const shop = "prj_shop" as ProjectId;
const bank = "prj_bank" as ProjectId;
const inShop = { system: "developer", permissions: [], projectId: shop } as const;

test("the four roles allow what engine.md's table says, and nothing else", () => {
  const marks = permissions.map((permission) => [
    permission,
    (["administrator", "developer", "reviewer", "auditor"] as const)
      .map((role) => (permissionsOfRole[role].includes(permission) ? "x" : "-"))
      .join(""),
  ]);
  expect(Object.fromEntries(marks)).toEqual({
    "catalog.read": "xxxx",
    "request.read": "xxxx",
    "request.create": "xx--",
    "promotion.execute": "xx--",
    "build.report": "xx--",
    "configuration.edit": "xx--",
    "request.cancel": "x---",
    "request.override": "x---",
    "request.set_rules": "x---",
    "workflow.manage": "x---",
    "environment.manage": "x---",
    "component.manage": "x---",
    "member.manage": "x---",
    "token.manage": "x---",
    "audit.read": "x--x",
  });
});

test("a role held in one project allows nothing in another, nor in the organization", () => {
  expect(hasPermission([inShop], "request.create", shop)).toBe(true);
  expect(hasPermission([inShop], "request.create", bank)).toBe(false);
  expect(hasPermission([inShop], "request.create", "organization")).toBe(false);
  expect(hasPermission([inShop], "request.create", "anywhere")).toBe(true);
  expect(projectsWith([inShop], "request.create")).toEqual([shop]);
});

test("a role held in the organization allows it in every project", () => {
  const everywhere = { ...inShop, projectId: null };
  expect(hasPermission([everywhere], "request.create", bank)).toBe(true);
  expect(projectsWith([inShop, everywhere], "catalog.read")).toBe("all");
});

test("a role of one's own allows the permissions it lists", () => {
  const releaseManager = { system: null, permissions: ["request.read"], projectId: null };
  expect(hasPermission([releaseManager], "request.read", shop)).toBe(true);
  expect(hasPermission([releaseManager], "catalog.read", shop)).toBe(false);
});

test("of several roles each allows its own, where it is held", () => {
  const reviewsBank = { system: "reviewer", permissions: [], projectId: bank } as const;
  const both = [reviewsBank, inShop, inShop];
  expect(hasPermission(both, "request.create", shop)).toBe(true);
  expect(hasPermission(both, "request.create", bank)).toBe(false);
  expect(hasPermission(both, "request.read", bank)).toBe(true);
  expect(projectsWith(both, "request.create")).toEqual([shop]);
  expect(projectsWith(both, "request.read")).toEqual([bank, shop]);
  expect(projectsWith(both, "audit.read")).toEqual([]);
  expect(projectsWith([{ ...reviewsBank, projectId: null }, inShop], "request.create")).toEqual([shop]);
});
