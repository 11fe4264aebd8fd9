import { describe, expect, test } from "vitest";
import { meetAtLock } from "@/db/testing/barrier";
import { useDatabase } from "@/db/testing/database";
import { requestsOf } from "@/db/testing/rows";
import { presets } from "@/lib/approvals/core/presets";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { answer, makeScene, rulesFor, type Scene } from "@/lib/approvals/testing/scene";
import { configureWorkflow } from "./configure-workflow";
import { createProfile, updateProfile } from "./edit-profile";
import { profileInput } from "./input";

/** Cases Z1 to Z38 of CZERTAINLY about profiles and their versions, and D3. */
const database = useDatabase();
const promotion = "environment-promotion" as const;

/** A shop without a gate, and a profile "Production" that its workflow uses. */
async function withProfile(change: Partial<ApprovalRules> = {}) {
  const scene = await makeScene(database.db, { ungated: true });
  const admin = await scene.as(scene.admin);
  const rules = rulesFor(scene.world, presets.countersign, { change });
  const created = await createProfile(database.db, admin, { name: "Production", rules });
  if (!created.ok) throw new Error("these rules can pass");
  const configured = await configureWorkflow(database.db, admin, promotion, {
    enabled: true,
    profile: "Production",
  });
  expect(answer(configured)).toBe("ok");
  let { rulesHash } = created.value;
  const edit = async (next: ApprovalRules, basedOn = rulesHash) => {
    const edited = await updateProfile(database.db, admin, { name: "Production", rules: next, basedOn });
    if (edited.ok) rulesHash = edited.value.rulesHash;
    return edited;
  };
  return { ...scene, rules, created: created.value, edit };
}

async function versions({ world }: Pick<Scene, "world">): Promise<string[]> {
  const { rows } = await database.pool.query<{ told: string }>(
    `select version || ': ' || coalesce((rules->>'hoursToDecide') || ' h', 'no limit') || case when pinned_at is null then '' else ', pinned' end as told
      from approval_profile_version where organization_id = $1 order by version`,
    [world.organizationId],
  );
  return rows.map(({ told }) => told);
}

async function audit({ world }: Pick<Scene, "world">): Promise<string[]> {
  const { rows } = await database.pool.query<{ type: string }>(
    "select type from audit_event where organization_id = $1 order by sequence",
    [world.organizationId],
  );
  return rows.map(({ type }) => type);
}

describe("versions of a profile", () => {
  test("Z1 a new profile has exactly one version, number 1", async () => {
    const scene = await withProfile();
    expect(scene.created.version).toBe(1);
    expect(await versions(scene)).toEqual(["1: 72 h"]);
  });

  test("Z2 editing a profile that no request has used changes version 1 in place, on the record", async () => {
    const scene = await withProfile();
    expect(await scene.edit({ ...scene.rules, hoursToDecide: 8 })).toMatchObject({
      ok: true,
      value: { version: 1 },
    });
    expect(await versions(scene)).toEqual(["1: 8 h"]);
    expect(await audit(scene)).toContain("profile.edited");
  });

  test("Z3 editing one that a request has used makes version 2; the request keeps version 1, its steps and its deadline", async () => {
    const scene = await withProfile();
    const { world, dev, ada, rune, rules, ask, vote } = scene;
    const opened = await ask(dev);
    const [step] = rules.steps;
    const [requirement] = step?.requirements ?? [];
    if (!step || !requirement) throw new Error("a preset has a requirement");
    const approvers = { ...requirement.approvers, narrowTo: [ada.id] };
    const steps = [{ ...step, requirements: [{ ...requirement, approvers }] }];
    expect(await scene.edit({ ...rules, steps, hoursToDecide: 8 })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
    expect(await versions(scene)).toEqual(["1: 72 h, pinned", "2: 8 h"]);
    expect(await scene.edit({ ...rules, steps, hoursToDecide: 9 })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
    const voted = await vote(rune, "approve");
    expect(voted).toMatchObject({
      ok: true,
      value: { state: { state: "approved", profile: { version: 1 }, rules } },
    });
    if (opened.ok && voted.ok) expect(voted.value.state.expiresAt).toEqual(opened.value.expiresAt);
    await scene.revoke(scene.admin, "Once more");
    expect(await ask(dev)).toMatchObject({
      ok: true,
      value: { profile: { version: 2 }, rules: { hoursToDecide: 9 } },
    });
    expect(answer(await vote(rune, "approve", { number: 2 }))).toBe("not_eligible");
    expect(await requestsOf(database.pool, world.organizationId)).toEqual([
      "#1 approved revoked",
      "#2 waiting none",
    ]);
  });

  test("Z4 saving identical rules makes no version and leaves no trace, pinned or not", async () => {
    const scene = await withProfile();
    const before = await audit(scene);
    for (const use of [false, true]) {
      if (use) await scene.ask(scene.dev);
      const same = structuredClone(scene.rules);
      expect(await scene.edit(same)).toMatchObject({ ok: true, value: { version: 1 } });
    }
    expect(await versions(scene)).toEqual(["1: 72 h, pinned"]);
    expect(await audit(scene)).toEqual(before);
  });

  test("an edit of what somebody else changed meanwhile is told so, with what is there now", async () => {
    const scene = await withProfile();
    const old = scene.created.rulesHash;
    await scene.edit({ ...scene.rules, hoursToDecide: 8 });
    expect(await scene.edit({ ...scene.rules, hoursToDecide: 9 }, old)).toMatchObject({
      ok: false,
      refusal: { code: "profile_changed", facts: { version: 1, rules: { hoursToDecide: 8 } } },
    });
    expect(await versions(scene)).toEqual(["1: 8 h"]);
  });

  test("edited while a request is being opened: the request has one of the two, whole, and that one is frozen", async () => {
    const scene = await withProfile();
    const next = { ...scene.rules, hoursToDecide: 8 };
    const version1 = {
      table: "approval_profile_version" as const,
      where: "organization_id = $1",
      values: [scene.world.organizationId],
    };
    type Opened = Awaited<ReturnType<Scene["ask"]>>;
    type Edited = Awaited<ReturnType<typeof updateProfile>>;
    const [opened, edited] = await meetAtLock<[Opened, Edited]>(database.pool, version1, 2, () => {
      const editing = scene.edit(next);
      return [scene.ask(scene.dev), editing];
    });
    if (!opened.ok || !edited.ok) throw new Error("neither keeps the other from happening");
    const version = opened.value.profile?.version;
    const { rows } = await database.pool.query(
      "select v.rules = r.rules and v.rules_hash = r.rules_hash as same, pinned_at is not null as pinned from approval_profile_version v join approval_request r on r.organization_id = v.organization_id where v.organization_id = $1 and v.version = $2",
      [scene.world.organizationId, version],
    );
    expect(rows).toEqual([{ same: true, pinned: true }]);
  });
});

describe("rules that are refused on save", () => {
  test.each<[string, (rules: ApprovalRules) => unknown]>([
    ["Z36 0 hours to decide", (rules) => ({ ...rules, hoursToDecide: 0 })],
    ["Z36 fewer", (rules) => ({ ...rules, hoursToDecide: -2 })],
    ["Z38 no steps", (rules) => ({ ...rules, steps: [] })],
    ["Z38 no approvals required", (rules) => withRequirement(rules, { requiredApprovals: 0 })],
    ["a rule nobody knows", (rules) => ({ ...rules, allowEverything: true })],
  ])("%s: not understood", (_, change) => {
    const rules = rulesFor({ roles: { reviewer: "rol_1" } } as never, presets.countersign);
    expect(profileInput.safeParse({ name: "P", rules }).success).toBe(true);
    expect(profileInput.safeParse({ name: "P", rules: change(rules) }).success).toBe(false);
  });

  test.each<[string, (rules: ApprovalRules, scene: Scene) => ApprovalRules, string]>([
    ["Z38 nobody named", (rules) => withApprovers(rules, { roles: [] }), "approvers"],
    [
      "D3 narrowed to somebody outside",
      (rules, { dev }) => withApprovers(rules, { narrowTo: [dev.id] }),
      "approvers.narrowTo",
    ],
    ["narrowed to nobody", (rules) => withApprovers(rules, { narrowTo: [] }), "approvers.narrowTo"],
    [
      "more approvals than reviewers",
      (rules) => withRequirement(rules, { requiredApprovals: 3 }),
      "requiredApprovals",
    ],
  ])("%s: they can never pass, and it says where", async (_, change, path) => {
    const scene = await makeScene(database.db, { ungated: true });
    const rules = change(rulesFor(scene.world, presets.countersign), scene);
    expect(await createProfile(database.db, await scene.as(scene.admin), { name: "P", rules })).toMatchObject(
      {
        ok: false,
        refusal: { code: "rules_unsatisfiable", errors: [{ path: `rules.steps.0.requirements.0.${path}` }] },
      },
    );
    expect(await versions(scene)).toEqual([]);
  });

  test("Z36 without a deadline a request never expires", async () => {
    const scene = await withProfile({ hoursToDecide: null });
    await scene.ask(scene.dev, {}, () => new Date("2001-01-01T00:00:00Z"));
    expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
  });
});

function withRequirement(rules: ApprovalRules, change: object): ApprovalRules {
  const steps = rules.steps.map((step) => ({
    ...step,
    requirements: step.requirements.map((requirement) => ({ ...requirement, ...change })),
  }));
  return { ...rules, steps };
}

function withApprovers(rules: ApprovalRules, change: object): ApprovalRules {
  const approvers = rules.steps[0]?.requirements[0]?.approvers;
  return withRequirement(rules, { approvers: { ...approvers, ...change } });
}
