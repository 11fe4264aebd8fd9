import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeGate } from "@/db/testing/gate";
import { mailsOf, requestsOf } from "@/db/testing/rows";
import { makeLive } from "@/db/testing/world";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { presets } from "./core/presets";
import { voteInput } from "./input";
import { answer, makeScene, rulesFor } from "./testing/scene";

/** Cases D1 to D7 of the WSO2 Integration Platform, under its preset, through the verbs. */
const database = useDatabase();

async function wso2(narrowed?: boolean) {
  const scene = await makeScene(database.db, { ungated: true });
  const { world, rune } = scene;
  const rules = rulesFor(world, presets.wso2);
  const [step] = rules.steps;
  const [requirement] = step?.requirements ?? [];
  if (!step || !requirement) throw new Error("a preset has a requirement");
  const approvers = { ...requirement.approvers, narrowTo: narrowed ? [rune.id] : null };
  const steps = [{ ...step, requirements: [{ ...requirement, approvers }] }];
  await makeGate(world, { ...rules, steps }, scene.admin.id, { targets: "every" });
  return scene;
}

test("D1 a role and no assignees: every member of the role can decide", async () => {
  for (const who of ["rune", "ada"] as const) {
    const scene = await wso2();
    await scene.ask(scene.dev);
    expect(answer(await scene.vote(scene[who], "approve"))).toBe("ok");
    expect(await requestsOf(database.pool, scene.world.organizationId)).toEqual(["#1 approved ready"]);
  }
});

test("D2 a role narrowed to one of its members: only that one can, and only that one is mailed", async () => {
  const { world, dev, rune, ada, ask, vote } = await wso2(true);
  await ask(dev);
  expect(await mailsOf(database.pool, world.organizationId)).toEqual(["review-requested → Rune Kvist"]);
  expect(answer(await vote(ada, "approve"))).toBe("not_eligible");
  expect(answer(await vote(rune, "approve"))).toBe("ok");
});

test("D3 narrowed to somebody outside the role: refused on save, and nothing is on", async () => {
  const { db, world, admin, dev, as, ask } = await makeScene(database.db, { ungated: true });
  const saved = await configureWorkflow(db, await as(admin), "environment-promotion", {
    enabled: true,
    roles: ["reviewer"],
    assignees: [dev.email],
    assigneesMode: "narrow",
  });
  expect(saved).toMatchObject({
    ok: false,
    refusal: { code: "rules_unsatisfiable", errors: [{ path: "assignees" }] },
  });
  expect(answer(await ask(dev))).toBe("workflow_disabled");
  const { rows } = await database.pool.query("select 1 from approval_profile where organization_id = $1", [
    world.organizationId,
  ]);
  expect(rows).toEqual([]);
});

test("D5 an empty message and an empty comment are accepted", async () => {
  const { dev, rune, ask, vote } = await wso2();
  expect(await ask(dev, {}, undefined, { message: "  " })).toMatchObject({
    ok: true,
    value: { message: null },
  });
  const { comment } = voteInput.parse({ number: 1, decision: "reject", comment: "" });
  expect(answer(await vote(rune, "reject", { comment }))).toBe("ok");
});

test("D7 approved is not promoted: somebody has to", async () => {
  const { world, dev, rune, ask, vote, promote } = await wso2();
  await ask(dev);
  await vote(rune, "approve");
  const running = () =>
    database.pool.query("select 1 from deployment where organization_id = $1 and state = 'running'", [
      world.organizationId,
    ]);
  expect((await running()).rows).toHaveLength(0);
  expect(answer(await promote(dev, { request: 1 }))).toBe("ok");
  expect((await running()).rows).toHaveLength(1);
});

test("every promotion is gated, into environments that are not critical, too", async () => {
  const { world, dev, build, promote, ask } = await wso2();
  await makeLive(world, world.environments.development, build, dev.id);
  const toStaging = { from: "development", environment: "staging" };
  expect(answer(await promote(dev, toStaging))).toBe("approval_required");
  expect(answer(await ask(dev, { from: "development", to: "staging" }))).toBe("ok");
});

test("an approval is used as often as wanted, until it is not what was approved", async () => {
  const { world, dev, rune, ask, vote, promote } = await wso2();
  await ask(dev);
  await vote(rune, "approve");
  expect(answer(await promote(dev, { request: 1 }))).toBe("ok");
  expect(answer(await promote(dev, { request: 1 }))).toBe("approval_running");
  expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 approved running"]);
});
