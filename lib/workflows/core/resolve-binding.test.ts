import { describe, expect, test } from "vitest";
import type { BindingId, ComponentId, EnvironmentId, ProfileId, ProjectId } from "@/lib/kernel/ids";
import { type Binding, needsGrant, resolveBinding, type Target } from "./resolve-binding";

const shop = "prj_shop" as ProjectId;
const checkout = "cmp_checkout" as ComponentId;
const [staging, production] = ["env_staging", "env_production"] as [EnvironmentId, EnvironmentId];
const target: Target = {
  projectId: shop,
  componentId: checkout,
  from: staging,
  to: production,
  critical: true,
};
const binding = (id: string, more: Partial<Binding> = {}): Binding => ({
  id: id as BindingId,
  profileId: "prf_1" as ProfileId,
  projectId: null,
  componentId: null,
  fromEnvironmentId: null,
  toEnvironmentId: null,
  targets: "critical",
  kinds: ["promote", "configure", "deploy"],
  ...more,
});

describe("which binding holds", () => {
  const whole = binding("organization");
  const project = binding("project", { projectId: shop });
  const component = binding("component", { componentId: checkout });
  const into = binding("into", { toEnvironmentId: production });
  const path = binding("path", { fromEnvironmentId: staging, toEnvironmentId: production });

  test.each([
    ["component above project above organization", [whole, project, component], "component"],
    ["project above organization, whatever the organization's names", [path, project], "project"],
    ["from and to above to alone", [into, path], "path"],
    ["to above none", [whole, into], "into"],
    [
      "those for other projects do not count",
      [whole, binding("other", { projectId: "prj_other" as ProjectId })],
      "organization",
    ],
    [
      "a path from elsewhere does not count",
      [whole, binding("other", { fromEnvironmentId: production, toEnvironmentId: production })],
      "organization",
    ],
  ])("%s", (_, bindings, winner) => {
    expect(resolveBinding(bindings, target)?.id).toBe(winner);
  });
});

describe("what it gates", () => {
  test("an environment that is not critical is not gated by a binding for critical ones", () => {
    expect(resolveBinding([binding("b")], { ...target, critical: false })).toBeNull();
    expect(
      resolveBinding([binding("b", { targets: "every" })], { ...target, critical: false }),
    ).not.toBeNull();
  });

  test("naming an environment gates it whether critical or not", () => {
    expect(
      resolveBinding([binding("b", { toEnvironmentId: production })], { ...target, critical: false }),
    ).not.toBeNull();
  });

  test("a path into an environment gates its configuration and first deployment, too", () => {
    const path = binding("path", { fromEnvironmentId: staging, toEnvironmentId: production });
    for (const from of [null, production])
      expect(resolveBinding([path], { ...target, from, critical: false })?.id).toBe("path");
    const elsewhere = { ...target, from: "env_development" as EnvironmentId, critical: false };
    expect(resolveBinding([path], elsewhere)).toBeNull();
  });

  test("no binding, no gate", () => {
    expect(resolveBinding([], target)).toBeNull();
    expect(needsGrant(null, "promote")).toBe(false);
  });

  test("promote, configure and deploy need a grant, redeploy never, rollback only where the binding names it", () => {
    const needs = (b: Binding) =>
      (["promote", "configure", "deploy", "redeploy", "rollback"] as const).filter((kind) =>
        needsGrant(b, kind),
      );
    expect(needs(binding("b"))).toEqual(["promote", "configure", "deploy"]);
    expect(needs(binding("b", { kinds: ["rollback"] }))).toEqual([
      "promote",
      "configure",
      "deploy",
      "rollback",
    ]);
  });
});
