import { describe, expect, test } from "vitest";
import type { BindingId, ComponentId, EnvironmentId, ProfileId, ProjectId } from "@/lib/kernel/ids";
import type { Binding } from "./resolve-binding";
import { ungatedBy } from "./ungated";

const [development, staging, production] = ["env_development", "env_staging", "env_production"] as [
  EnvironmentId,
  EnvironmentId,
  EnvironmentId,
];
const environments = [
  { id: development, critical: false },
  { id: staging, critical: false },
  { id: production, critical: true },
];
const shop = "prj_shop" as ProjectId;
const checkout = "cmp_checkout" as ComponentId;

function binding(more: Partial<Binding> = {}): Binding {
  return {
    id: "bnd_1" as BindingId,
    profileId: "prf_1" as ProfileId,
    projectId: null,
    componentId: null,
    fromEnvironmentId: null,
    toEnvironmentId: null,
    targets: "critical",
    kinds: ["promote", "configure", "deploy"],
    ...more,
  };
}

const everything = (to: EnvironmentId) => ({ projectId: null, componentId: null, to });

describe("what a change lets through", () => {
  const whole = binding();
  const every = binding({ targets: "every" });
  const ofShop = binding({ projectId: shop, targets: "every" });
  const cases: [string, Binding[], Binding[], ReturnType<typeof ungatedBy>][] = [
    ["turning off ungates the critical environments", [whole], [], [everything(production)]],
    ["nothing bound, nothing lost", [], [whole], []],
    ["the same bindings", [every], [every], []],
    ["gating more loses nothing", [whole], [every], []],
    ["critical only, after every", [every], [whole], [everything(development), everything(staging)]],
    [
      "a project's own binding goes, the organization's stays",
      [whole, ofShop],
      [whole],
      [
        { projectId: shop, componentId: null, to: development },
        { projectId: shop, componentId: null, to: staging },
      ],
    ],
    [
      "a more specific binding that gates less lets its component through",
      [every],
      [every, binding({ projectId: shop, componentId: checkout })],
      [
        { projectId: shop, componentId: checkout, to: development },
        { projectId: shop, componentId: checkout, to: staging },
      ],
    ],
    [
      "what everything loses is not told again for each project",
      [every, ofShop],
      [],
      [everything(development), everything(staging), everything(production)],
    ],
    [
      "one way into an environment is enough",
      [binding({ fromEnvironmentId: staging, toEnvironmentId: production })],
      [],
      [everything(production)],
    ],
    [
      "rollbacks that were gated and are not any more",
      [binding({ kinds: ["promote", "configure", "deploy", "rollback"] })],
      [whole],
      [everything(production)],
    ],
  ];
  test.each(cases)("%s", (_, before, after, lost) => {
    expect(ungatedBy(before, after, environments)).toEqual(lost);
  });
});
