import { describe, expect, test } from "vitest";
import type { BindingId, ProfileId, ProjectId } from "@/lib/kernel/ids";
import { type OperationBinding, resolveOperation } from "./resolve-operation";
import { operationInWords, ungatedOperations } from "./ungated-operations";

const shop = "prj_shop" as ProjectId;
const billing = "prj_billing" as ProjectId;
const named = (id: string, scope: Partial<OperationBinding> = {}): OperationBinding => ({
  id: id as BindingId,
  profileId: "prf_1" as ProfileId,
  ...{ projectId: null, resource: null, action: null },
  ...scope,
});

const all = [
  named("organization"),
  named("action", { action: "drop" }),
  named("resource", { resource: "db" }),
  named("both", { resource: "db", action: "drop" }),
  named("project", { projectId: shop }),
  named("project-action", { projectId: shop, action: "drop" }),
  named("project-resource", { projectId: shop, resource: "db" }),
  named("project-both", { projectId: shop, resource: "db", action: "drop" }),
];

describe("the most specific binding holds: project above organization; resource and action, resource, action, none", () => {
  test.each([
    [shop, "db", "drop", "project-both"],
    [shop, "db", "read", "project-resource"],
    [shop, "queue", "drop", "project-action"],
    [shop, "queue", "read", "project"],
    [billing, "db", "drop", "both"],
    [billing, "db", "read", "resource"],
    [null, "queue", "drop", "action"],
    [null, "queue", "read", "organization"],
  ])("in %s, on %s, %s: %s", (projectId, resource, action, expected) => {
    for (const bindings of [all, all.toReversed()])
      expect(resolveOperation(bindings, { projectId, resource, action })?.id).toBe(expected);
  });

  test("what none names is not gated, nor what only begins like it", () => {
    const one = [named("both", { resource: "db", action: "drop" })];
    expect(resolveOperation(one, { projectId: shop, resource: "db", action: "read" })).toBeNull();
    expect(resolveOperation(one, { projectId: shop, resource: "db2", action: "drop" })).toBeNull();
    expect(resolveOperation(one, { projectId: shop, resource: "DB", action: "drop" })).toBeNull();
  });
});

describe("what is not gated any more is told once", () => {
  const words = (before: OperationBinding[], after: OperationBinding[], actions: string[] | null = null) =>
    ungatedOperations(before, after, actions).map((one) => operationInWords(one, () => "Shop"));
  const [organization, action, resource, , project] = all as [OperationBinding, ...OperationBinding[]] &
    OperationBinding[];
  if (!action || !resource || !project) throw new Error("they stand above");

  test.each([
    [[organization], [], ["Everything"]],
    [[organization], [resource], ["Everything"]],
    [[organization, action], [organization], []],
    [[action], [], ["drop"]],
    [[resource], [], ["Everything on db"]],
    [[resource], [action], ["Everything on db"]],
    [[project], [], ["Everything in Shop"]],
    [[organization, project], [project], ["Everything"]],
  ])("%#", (before, after, expected) => {
    expect(words(before, after)).toEqual(expected);
  });

  test("of certificates, action by action", () => {
    const actions = ["issue", "renew", "rekey", "revoke"];
    const revoke = named("revoke", { action: "revoke" });
    expect(words([revoke], [], actions)).toEqual(["revoke"]);
    expect(words([organization], [revoke], actions)).toEqual(["issue", "renew", "rekey"]);
    expect(words([organization], [], actions)).toEqual(actions);
  });
});
