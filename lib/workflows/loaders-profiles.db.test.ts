import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeMember } from "@/db/testing/world";
import { presets } from "@/lib/approvals/core/presets";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { makeScene, rulesFor, type Scene } from "@/lib/approvals/testing/scene";
import { createGroup } from "@/lib/directory/create-group";
import { configureWorkflow } from "./configure-workflow";
import { bindingFrom, emptyBinding } from "./core/binding-form";
import { createBinding } from "./edit-bindings";
import { createProfile, updateProfile } from "./edit-profile";
import { bindingInput, newBinding } from "./input";
import { loadNewProfile, loadProfilePage, loadProfileRows, loadRulesCheck } from "./loaders-profiles";

const database = useDatabase();
const promotion = "environment-promotion" as const;

async function withProfile() {
  const scene = await makeScene(database.db, { ungated: true });
  const admin = await scene.as(scene.admin);
  const tove = await callerFor(scene.world, await makeMember(scene.world, "Tove Berg", ["administrator"]));
  const rules = rulesFor(scene.world, presets.countersign);
  const created = await createProfile(database.db, admin, { name: "Production", rules });
  if (!created.ok) throw new Error("these rules can pass");
  const { id, rulesHash } = created.value;
  const page = async (more: { from?: number; to?: number } = {}) => {
    const loaded = await loadProfilePage(admin, { id, ...more });
    if (!loaded.ok) throw new Error("it was just made");
    return loaded.value;
  };
  const edit = async (change: Partial<ApprovalRules>, by = admin, basedOn?: string) =>
    updateProfile(database.db, by, {
      name: "Production",
      rules: { ...rules, ...change },
      basedOn: basedOn ?? (await page()).profile.rulesHash,
    });
  return { ...scene, admin, tove, rules, id, rulesHash, page, edit };
}

async function gated(scene: Awaited<ReturnType<typeof withProfile>>): Promise<void> {
  const on = { enabled: true, profile: "Production" };
  expect((await configureWorkflow(database.db, scene.admin, promotion, on)).ok).toBe(true);
}

describe("Settings > Approval profiles", () => {
  test("lists every profile with its steps, what it is bound to and who changed it last", async () => {
    const scene = await withProfile();
    await gated(scene);
    const input = bindingInput.parse({
      profile: "Production",
      project: "shop",
      to: "staging",
      kinds: ["rollback"],
    });
    await createBinding(database.db, scene.admin, { ...input, workflow: promotion });
    await scene.edit({ hoursToDecide: 8 }, scene.tove);
    const loaded = await loadProfileRows(scene.admin);
    expect(loaded).toMatchObject({
      ok: true,
      value: [
        {
          id: scene.id,
          name: "Production",
          version: 1,
          stepsInWords: ["1 of reviewer"],
          boundTo: [
            "Environment Promotion: everything, into critical environments",
            "Environment Promotion: shop, into Staging, rollbacks too",
          ],
          changedBy: "Tove Berg",
          changedAt: expect.any(Date),
        },
      ],
    });
  });

  test("is for administrators, and shows nobody another organization's", async () => {
    const scene = await withProfile();
    const elsewhere = await withProfile();
    const developer = await scene.as(scene.dev);
    const refusals = [
      await loadProfileRows(developer),
      await loadNewProfile(developer),
      await loadProfilePage(developer, { id: scene.id }),
      await loadRulesCheck(developer, { rules: scene.rules }),
      await loadProfilePage(scene.admin, { id: elsewhere.id }),
    ];
    expect(refusals.map((one) => !one.ok && one.refusal.code)).toEqual([
      "not_permitted",
      "not_permitted",
      "not_permitted",
      "not_permitted",
      "not_found",
    ]);
    const listed = await loadProfileRows(scene.admin);
    expect(listed.ok && listed.value.map(({ id }) => id)).toEqual([scene.id]);
  });
});

describe("a profile's page", () => {
  test("says that saving changes it in place until a request has used it, and makes the next version after", async () => {
    const scene = await withProfile();
    await gated(scene);
    expect((await scene.page()).saving).toBe(
      "Saving changes version 1 in place: no request has used it yet.",
    );
    await scene.ask(scene.dev);
    expect((await scene.page()).saving).toBe(
      "Saving makes version 2, because version 1 is used by request 1.",
    );
    expect(await scene.edit({ hoursToDecide: 8 })).toMatchObject({ ok: true, value: { version: 2 } });
    expect((await scene.page()).saving).toBe(
      "Saving changes version 2 in place: no request has used it yet.",
    );
  });

  test("tells of each version who made it, which requests pinned it and what it changed", async () => {
    const scene = await withProfile();
    await gated(scene);
    await scene.ask(scene.dev);
    await scene.edit({ hoursToDecide: null }, scene.tove);
    const { versions } = await scene.page();
    expect(versions).toMatchObject([
      {
        version: 2,
        changedBy: "Tove Berg",
        pinnedBy: null,
        changes: [{ label: "Hours to decide", was: "72 h", is: "no limit" }],
      },
      { version: 1, changedBy: "Vera Lind", pinnedBy: "request 1", changes: null },
    ]);
    expect((await scene.page({ from: 2, to: 1 })).compared).toEqual({
      from: 2,
      to: 1,
      changes: [{ label: "Hours to decide", was: "no limit", is: "72 h" }],
    });
    expect((await scene.page({ from: 2, to: 9 })).compared).toBeNull();
  });

  test("the second of two editors gets what the first saved, to compare with", async () => {
    const scene = await withProfile();
    await scene.edit({ hoursToDecide: 8 });
    expect(await scene.edit({ hoursToDecide: 9 }, scene.tove, scene.rulesHash)).toMatchObject({
      ok: false,
      refusal: { code: "profile_changed" },
    });
    const { profile } = await scene.page();
    expect(profile).toMatchObject({ rules: { hoursToDecide: 8 }, changedBy: "Vera Lind" });
    expect(await scene.edit({ hoursToDecide: 9 }, scene.tove, profile.rulesHash)).toMatchObject({ ok: true });
  });

  test("says beforehand what taking a binding away would end, for the workflow that is on", async () => {
    const scene = await withProfile();
    await gated(scene);
    await scene.ask(scene.dev);
    const { bound, bindingOptions } = await scene.page();
    expect(bound).toMatchObject([
      {
        words: "Environment Promotion: everything, into critical environments",
        isOn: true,
        removal: {
          ungates: ["Every way into Production"],
          endedRequests: ["Request 1: checkout #47 to Production"],
          revokedApprovals: [],
        },
      },
    ]);
    expect(bindingOptions).toMatchObject({
      workflows: [{ slug: promotion }, { slug: "certificate-operation" }, { slug: "external" }],
      projects: [{ slug: "shop", components: [{ slug: "checkout" }] }],
      environments: [{ slug: "development" }, { slug: "staging" }, { slug: "production" }],
    });
  });

  test("is bound to an action on a resource by what the dialog sends", async () => {
    const scene = await withProfile();
    const form = { ...emptyBinding, workflow: "certificate-operation" as const };
    const sent = bindingFrom({ ...form, resource: "RA internal", action: "revoke" }, "Production");
    const input = newBinding.parse(sent);
    expect(await createBinding(database.db, scene.admin, input)).toMatchObject({ ok: true });
    expect(await createBinding(database.db, scene.admin, input)).toMatchObject({
      ok: false,
      refusal: { code: "binding_conflict" },
    });
    expect((await scene.page()).bound).toMatchObject([
      { words: "Certificate Operations: revoke on RA internal", isOn: false },
    ]);
  });

  test("offers groups, people, service accounts, and whoever is named already", async () => {
    const scene = await withProfile();
    await createGroup(database.db, scene.admin, { name: "Platform", members: [scene.rune.email] });
    await makeMember(scene.world, "Pipeline", [], "service");
    const { options } = await scene.page();
    expect(options.groups).toMatchObject([{ name: "Platform", detail: "1 person" }]);
    expect(options.members).toContainEqual({
      id: expect.any(String),
      name: "Pipeline",
      detail: "service account",
    });
    expect(options.roles.map(({ name }) => name)).toContain("reviewer");
  });
});

describe("what the editor is told while somebody types", () => {
  const requirements = (scene: Pick<Scene, "world">, requiredApprovals: number) =>
    rulesFor(scene.world, presets.countersign, { requirement: { requiredApprovals } });

  test("who could approve, whom it hangs on and whose own requests could not pass", async () => {
    const scene = await withProfile();
    expect(await loadRulesCheck(scene.admin, { rules: requirements(scene, 2) })).toMatchObject({
      ok: true,
      value: {
        sentence: "2 people could approve right now, 1 when one of them asks.",
        problems: [],
        hangsOn: { names: ["Ada Berg", "Rune Kvist"], more: 0 },
        ownRequestsCannotPass: { names: ["Ada Berg", "Rune Kvist"], more: 0 },
      },
    });
  });

  test("why they can never pass, at the field that a save would refuse", async () => {
    const scene = await withProfile();
    const rules = requirements(scene, 3);
    const checked = await loadRulesCheck(scene.admin, { rules });
    const saved = await scene.edit(rules);
    const path = "rules.steps.0.requirements.0.requiredApprovals";
    expect(checked).toMatchObject({ ok: true, value: { problems: [{ path }] } });
    expect(saved).toMatchObject({ ok: false, refusal: { code: "rules_unsatisfiable", errors: [{ path }] } });
    if (checked.ok && !saved.ok) expect(checked.value.problems).toEqual(saved.refusal.errors);
  });
});
