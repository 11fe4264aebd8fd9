import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeDelegation, makeGate, makeGroup } from "@/db/testing/gate";
import { mailsOf, requestsOf } from "@/db/testing/rows";
import { makeMember } from "@/db/testing/world";
import { cancelDelegation } from "@/lib/directory/cancel-delegation";
import { endDelegations } from "@/lib/directory/end-delegations";
import { setGroupMembers } from "@/lib/directory/set-group-members";
import { updateMember } from "@/lib/directory/update-member";
import { presets } from "./core/presets";
import { loadRequest } from "./loaders";
import { loadReview } from "./loaders-review";
import { answer, makeScene, type Person, rulesFor, type Scene, type SceneWish } from "./testing/scene";

/** Case G5, in all the ways the last person who could decide can go: it stays open, says so, and administrators are told. */
const database = useDatabase();
const told = async ({ world }: Scene) =>
  (await mailsOf(database.pool, world.organizationId)).filter((mail) => mail.startsWith("nobody-decides"));

async function waiting(wish: SceneWish = { reviewers: ["Rune Kvist"] }) {
  const scene = await makeScene(database.db, wish);
  await makeMember(scene.world, "Max Wolf", ["administrator"]);
  expect(answer(await scene.ask(scene.dev))).toBe("ok");
  return scene;
}
async function change({ db, admin, as }: Scene, { id }: Person, more: { disabled?: boolean; roles?: [] }) {
  expect(answer(await updateMember(db, await as(admin), { id, ...more }))).toBe("ok");
}
const administrators = ["nobody-decides → Max Wolf", "nobody-decides → Vera Lind"];

test("G5 the last eligible approver is disabled: it stays open, says so, and every administrator is told once", async () => {
  const scene = await waiting();
  await change(scene, scene.rune, { disabled: true });
  expect(await told(scene)).toEqual(administrators);
  expect(await loadRequest(await scene.as(scene.dev), 1, database.db)).toMatchObject({
    ok: true,
    value: { canDecide: new Map() },
  });
  expect(await loadReview(await scene.as(scene.other), 1)).toMatchObject({
    ok: true,
    value: { cannotPass: expect.stringMatching(/^This cannot be approved any more/) },
  });
  await change(scene, scene.rune, { disabled: true });
  await change(scene, scene.other, { roles: [] });
  expect(await told(scene)).toEqual(administrators);
  expect(await requestsOf(database.pool, scene.world.organizationId)).toEqual(["#1 waiting none"]);
});

test("G5 by losing the role; not while somebody else is left", async () => {
  const scene = await waiting({});
  await change(scene, scene.rune, { roles: [] });
  expect(await told(scene)).toEqual([]);
  await change(scene, scene.ada, { roles: [] });
  expect(await told(scene)).toEqual(administrators);
});

test("G5 by leaving the group, which another requirement of the step does not make up for", async () => {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, admin, rune, db } = scene;
  await makeGroup(world, "Operations", [rune.id]);
  const rules = rulesFor(world, presets.countersign);
  const [step] = rules.steps;
  const [requirement] = step?.requirements ?? [];
  if (!step || !requirement) throw new Error("a preset has a requirement");
  const { rows } = await database.pool.query("select id from member_group where organization_id = $1", [
    world.organizationId,
  ]);
  const approvers = { ...requirement.approvers, roles: [], groups: [rows[0].id] };
  const requirements = [requirement, { ...requirement, name: "Operations", approvers }];
  await makeGate(world, { ...rules, steps: [{ ...step, requirements }] }, admin.id);
  await scene.ask(scene.dev);
  expect(answer(await setGroupMembers(db, await scene.as(admin), { name: "Operations", members: [] }))).toBe(
    "ok",
  );
  expect(await told(scene)).toEqual(["nobody-decides → Vera Lind"]);
});

/** Rune has voted and may not again; two approvals are wanted; only Sol, for Rune, can give the second. */
async function onlyDelegate(more: { endsAt?: Date } = {}) {
  const votes = { ...presets.flexible.rules.votes, onExcess: "refuse" as const };
  const scene = await makeScene(database.db, {
    reviewers: ["Rune Kvist"],
    requirement: { requiredApprovals: 2 },
    change: { votes },
  });
  const sol = await makeMember(scene.world, "Sol Okafor");
  if (more.endsAt) await makeDelegation(scene.world, scene.rune.id, sol.id, more);
  const before = more.endsAt && new Date(more.endsAt.getTime() - 60_000);
  await scene.ask(scene.dev, {}, before && (() => before));
  await scene.vote(scene.rune, "approve", {}, before && (() => before));
  return { ...scene, sol };
}

test("G5 by a delegation that is cancelled", async () => {
  const scene = await onlyDelegate();
  const made = await scene.delegate(scene.rune, scene.sol);
  if (!made.ok) throw new Error("it can be made");
  await cancelDelegation(scene.db, await scene.as(scene.rune), made.value);
  expect(await told(scene)).toEqual(["nobody-decides → Vera Lind"]);
});

test("G5 by a delegation that the clock ends, once, whoever looks", async () => {
  const scene = await onlyDelegate({ endsAt: new Date(Date.now() - 1000) });
  expect(await told(scene)).toEqual([]);
  await Promise.all([endDelegations(scene.db), endDelegations(scene.db)]);
  await endDelegations(scene.db);
  expect(await told(scene)).toEqual(["nobody-decides → Vera Lind"]);
  const { rows } = await database.pool.query(
    "select count(*)::int as times from audit_event where organization_id = $1 and type = 'delegation.ended'",
    [scene.world.organizationId],
  );
  expect(rows).toEqual([{ times: 1 }]);
});

test("a step that opens with nobody to decide it is told, too", async () => {
  const scene = await waiting({ reviewers: [] });
  expect(await told(scene)).toEqual(["nobody-decides → Max Wolf", "nobody-decides → Vera Lind"]);
});
