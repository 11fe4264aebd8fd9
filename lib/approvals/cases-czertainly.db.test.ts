import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeGate } from "@/db/testing/gate";
import { mailsOf, requestsOf } from "@/db/testing/rows";
import { giveRole, makeMember, takeRole } from "@/db/testing/world";
import { updateMember } from "@/lib/directory/update-member";
import { updateProfile } from "@/lib/workflows/edit-profile";
import { loadProfile } from "@/lib/workflows/loaders";
import { presets } from "./core/presets";
import type { ApprovalRules, Approvers } from "./core/rules";
import { answer, makeScene, rulesFor, type Scene } from "./testing/scene";

/**
 * Cases Z1 to Z41 of CZERTAINLY's approval profiles, under its preset, through the verbs: for certificate operations,
 * which is what the preset is for, and for promotions, since steps, votes and versions do not depend on the subject. Z36
 * and Z38 are in lib/workflows/profiles.db.test.ts.
 */
const database = useDatabase();
const nobody: Approvers = { roles: [], groups: [], users: [], narrowTo: null };

function step(
  name: string,
  approvers: Partial<Approvers>,
  requiredApprovals = 1,
): ApprovalRules["steps"][number] {
  const [requirement] = presets.czertainly.rules.steps[0]?.requirements ?? [];
  if (!requirement) throw new Error("a preset has a requirement");
  return {
    name,
    requirements: [{ ...requirement, approvers: { ...nobody, ...approvers }, requiredApprovals }],
  };
}

describe.each(["certificate-operation", "environment-promotion"] as const)(
  "for requests of the kind %s",
  (workflow) => {
    /** One person × 1, then a role × 2, both as the scene's people. The role is Rune's, Ada's and the requester's. */
    async function twoSteps() {
      const scene = await makeScene(database.db, { ungated: true, workflow });
      const { world, admin, dev } = scene;
      const lead = await makeMember(world, "Lea Lund");
      await giveRole(world, dev.id, "reviewer");
      const steps = [
        step("Lead", { users: [lead.id] }),
        step("Reviewers", { roles: [{ roleId: world.roles.reviewer, scope: "project" }] }, 2),
      ];
      const rules = { ...presets.czertainly.rules, steps };
      await makeGate(world, rules, admin.id, { workflow });
      expect(answer(await scene.ask(dev))).toBe("ok");
      return { ...scene, lead, rules };
    }
    const mails = ({ world }: Pick<Scene, "world">) => mailsOf(database.pool, world.organizationId);
    const requests = ({ world }: Pick<Scene, "world">) => requestsOf(database.pool, world.organizationId);

    async function profile(scene: Scene) {
      const found = await loadProfile(await scene.as(scene.admin), { name: "Production" });
      if (!found.ok) throw new Error("the gate has a profile");
      return found.value;
    }
    async function edit(scene: Scene, rules: ApprovalRules) {
      const { rulesHash: basedOn } = await profile(scene);
      return updateProfile(scene.db, await scene.as(scene.admin), { name: "Production", rules, basedOn });
    }

    test("Z1 a new profile has exactly one version, number 1", async () => {
      const scene = await makeScene(database.db, { preset: "czertainly", workflow });
      expect(await profile(scene)).toMatchObject({ version: 1, pinnedAt: null });
    });

    test("Z2 editing a profile that no request has used changes version 1 in place", async () => {
      const scene = await makeScene(database.db, { preset: "czertainly", workflow });
      const rules = { ...rulesFor(scene.world, presets.czertainly), hoursToDecide: 8 };
      expect(await edit(scene, rules)).toMatchObject({
        ok: true,
        value: { version: 1, rules: { hoursToDecide: 8 } },
      });
    });

    test("Z3 editing one that a request has used makes version 2; the running request keeps version 1, its steps and its deadline", async () => {
      const scene = await twoSteps();
      const { steps } = scene.rules;
      const rules = { ...scene.rules, steps: steps.slice(1), hoursToDecide: 1 };
      expect(await edit(scene, rules)).toMatchObject({ ok: true, value: { version: 2 } });
      const voted = await scene.vote(scene.lead, "approve");
      expect(voted).toMatchObject({
        ok: true,
        value: { state: { profile: { version: 1 }, rules: { steps, hoursToDecide: 24 }, openStep: 1 } },
      });
      const state = voted.ok ? voted.value.state : undefined;
      expect(state?.expiresAt?.getTime()).toBe((state?.openedAt.getTime() ?? 0) + 24 * 3_600_000);
    });

    test("Z4 saving identical rules makes no version, pinned or not", async () => {
      const scene = await makeScene(database.db, { preset: "czertainly", workflow });
      const rules = rulesFor(scene.world, presets.czertainly);
      expect(await edit(scene, rules)).toMatchObject({ ok: true, value: { version: 1 } });
      await scene.ask(scene.dev);
      expect(await edit(scene, rules)).toMatchObject({ ok: true, value: { version: 1 } });
    });

    test("Z29 one person, then two of a role: the role is told once, when its step opens; one approval leaves it waiting, the second approves", async () => {
      const scene = await twoSteps();
      const { lead, rune, ada, vote } = scene;
      expect(await mails(scene)).toEqual(["review-requested → Lea Lund"]);
      expect(answer(await vote(rune, "approve"))).toBe("not_eligible");
      expect(answer(await vote(lead, "approve"))).toBe("ok");
      const told = [
        "review-requested → Ada Berg",
        "review-requested → Lea Lund",
        "review-requested → Rune Kvist",
      ];
      expect(await mails(scene)).toEqual(told);
      expect(answer(await vote(rune, "approve"))).toBe("ok");
      expect(await requests(scene)).toEqual(["#1 waiting none"]);
      expect(await mails(scene)).toEqual(told);
      expect(answer(await vote(ada, "approve"))).toBe("ok");
      expect((await requests(scene))[0]).toMatch(/^#1 approved /);
    });

    test("Z30 a member of the role who has approved cannot approve again", async () => {
      const scene = await twoSteps();
      await scene.vote(scene.lead, "approve");
      await scene.vote(scene.rune, "approve");
      expect(answer(await scene.vote(scene.rune, "approve"))).toBe("already_voted");
      expect(answer(await scene.vote(scene.rune, "reject"))).toBe("already_voted");
      expect(await requests(scene)).toEqual(["#1 waiting none"]);
    });

    test("Z30 nor who decided an earlier step, although also in this one's role", async () => {
      const scene = await twoSteps();
      await giveRole(scene.world, scene.lead.id, "reviewer");
      await scene.vote(scene.lead, "approve");
      expect(answer(await scene.vote(scene.lead, "approve"))).toBe("already_decided_earlier_step");
    });

    test("Z33 the requester who is in the role cannot vote", async () => {
      const scene = await twoSteps();
      await scene.vote(scene.lead, "approve");
      expect(answer(await scene.vote(scene.dev, "approve"))).toBe("requester_may_not_vote");
    });

    test("Z34 any rejection in the second step rejects at once, although the first was approved", async () => {
      const scene = await twoSteps();
      await scene.vote(scene.lead, "approve");
      expect(answer(await scene.vote(scene.ada, "reject"))).toBe("ok");
      expect(await requests(scene)).toEqual(["#1 rejected none"]);
    });

    test("Z41 who leaves the role between request and vote cannot vote; who joins can", async () => {
      const scene = await twoSteps();
      const { world, db, admin, as, rune, ada, other, lead, vote } = scene;
      await vote(lead, "approve");
      await takeRole(world, rune.id, "reviewer");
      expect(answer(await vote(rune, "approve"))).toBe("not_eligible");
      const joins = { id: other.id, roles: [{ role: "developer" }, { role: "reviewer" }] };
      expect(answer(await updateMember(db, await as(admin), joins))).toBe("ok");
      expect(answer(await vote(other, "approve"))).toBe("ok");
      expect(answer(await vote(ada, "approve"))).toBe("ok");
      expect((await requests(scene))[0]).toMatch(/^#1 approved /);
    });
  },
);
