import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { eventsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { disable, makeMember, takeRole } from "@/db/testing/world";
import { presets } from "./core/presets";
import { answer, approvedByOne, makeScene, type Person, rulesFor, type SceneWish } from "./testing/scene";

/** What other systems ask for and do under an approval, through the verbs. Countersign's own preset unless said. */
const database = useDatabase();
const external = (wish: SceneWish = {}) => makeScene(database.db, { workflow: "external", ...wish });

async function approved(wish: SceneWish = {}) {
  const scene = await external(wish);
  expect(answer(await scene.ask(scene.dev))).toBe("ok");
  expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
  const spend = async (...args: Parameters<typeof scene.spend>) => {
    const done = await scene.spend(...args);
    return done.ok ? done.value.useId : done.refusal.code;
  };
  const requests = () => requestsOf(database.pool, scene.world.organizationId);
  return { ...scene, spend, requests };
}

describe("asking", () => {
  test("approvers are told once; History keeps who asked in whose name", async () => {
    const { ask, world, rune } = await external();
    const pipeline = await makeMember(world, "CI", ["developer"], "service");
    expect(answer(await ask(pipeline))).toBe("invalid_input");
    const asked = await ask(pipeline, {}, undefined, { startedBy: rune.email });
    expect(asked).toMatchObject({
      ok: true,
      value: {
        number: 1,
        state: "waiting",
        openedBy: pipeline.id,
        startedBy: rune.id,
        subject: { project: { slug: "shop" }, run: "812", attempt: 1, details: { reason: "The pool leaks" } },
        rulesFrom: null,
        profile: { name: "Production", version: 1 },
      },
    });
    expect(await mailsOf(database.pool, world.organizationId)).toEqual(["review-requested → Ada Berg"]);
  });

  test("it takes request.create in the project, and reading it to know that it is there", async () => {
    const { ask, world, rune } = await external();
    const outsider = await makeMember(world, "Lea Lund");
    expect(answer(await ask(rune))).toBe("not_permitted");
    expect(answer(await ask(outsider))).toBe("not_found");
    expect(answer(await ask(rune, { project: "nowhere" } as object))).toBe("not_found");
  });

  test("with the workflow off it is refused as that; what nothing gates needs no approval", async () => {
    const off = await external({ ungated: true });
    expect(answer(await off.ask(off.dev))).toBe("workflow_disabled");
    expect(answer(await off.ask(off.dev, {}, undefined, { profile: "Production" }))).toBe(
      "workflow_disabled",
    );
    const { world, ask, dev } = await external();
    await database.pool.query("update binding set action = 'drop' where organization_id = $1", [
      world.organizationId,
    ]);
    expect(answer(await ask(dev))).toBe("approval_not_required");
    expect(answer(await ask(dev, { action: "drop" }))).toBe("ok");
  });

  test("a profile that it names holds instead of a binding, and the request says who chose it", async () => {
    const { ask, dev, world } = await external();
    await database.pool.query("delete from binding where organization_id = $1", [world.organizationId]);
    expect(answer(await ask(dev))).toBe("approval_not_required");
    expect(answer(await ask(dev, {}, undefined, { profile: "Nobody's" }))).toBe("invalid_input");
    expect(await ask(dev, {}, undefined, { profile: "production" })).toMatchObject({
      ok: true,
      value: { profile: { name: "Production", version: 1 }, rulesFrom: "profile" },
    });
  });

  test("rules of its own take request.set_rules, are held to what profiles are, and are nobody's profile", async () => {
    const { ask, dev, admin, world, vote, rune } = await external();
    const rules = { ...rulesFor(world, presets.countersign), hoursToDecide: 1 };
    const own = (person: Person, change: object = {}) =>
      ask(person, {}, undefined, { rules: { ...rules, ...change } });
    expect(answer(await own(dev))).toBe("not_permitted");
    expect(
      await own(admin, {
        steps: [{ name: "Nobody", requirements: presets.countersign.rules.steps[0]?.requirements }],
      }),
    ).toMatchObject({
      refusal: { code: "rules_unsatisfiable", errors: [{ path: expect.stringMatching(/^rules\.steps\.0/) }] },
    });
    expect(await own(admin)).toMatchObject({
      ok: true,
      value: { profile: null, rulesFrom: "requester", rules: { hoursToDecide: 1 } },
    });
    expect(answer(await vote(rune, "approve"))).toBe("ok");
    const { rows } = await database.pool.query(
      "select count(*)::int as versions, max(version) as version from approval_profile_version where organization_id = $1",
      [world.organizationId],
    );
    expect(rows).toEqual([{ versions: 1, version: 1 }]);
  });
});

describe("using", () => {
  test("only what opened it uses it, for exactly what was approved, and says how that ended once", async () => {
    const { dev, other, admin, rune, spend, complete, requests, world } = await approved();
    for (const person of [other, admin, rune]) expect(await spend(person)).toBe("not_permitted");
    const useId = await spend(dev);
    expect(useId).toMatch(/^use_/);
    expect(await requests()).toEqual(["#1 approved running"]);
    expect(await spend(dev)).toBe("approval_running");
    expect(answer(await complete(other, useId, "succeeded"))).toBe("not_permitted");
    expect(answer(await complete(dev, "use_nothing", "succeeded"))).toBe("not_found");
    expect(answer(await complete(dev, useId, "succeeded"))).toBe("ok");
    expect(await requests()).toEqual(["#1 approved used"]);
    for (const outcome of ["succeeded", "failed"] as const)
      expect(answer(await complete(dev, useId, outcome))).toBe("approval_used");
    expect(await spend(dev)).toBe("approval_used");
    expect(await eventsOf(database.pool, world.organizationId)).toEqual([
      ...approvedByOne,
      "approval.used",
      "approval.finished",
    ]);
  });

  test("after a failure it can be used again; that use's outcome is its own", async () => {
    const { dev, spend, complete, requests } = await approved();
    const first = await spend(dev);
    expect(answer(await complete(dev, first, "failed"))).toBe("ok");
    expect(await requests()).toEqual(["#1 approved ready"]);
    expect(answer(await complete(dev, first, "failed"))).toBe("approval_not_ready");
    const second = await spend(dev);
    expect(answer(await complete(dev, first, "succeeded"))).toBe("approval_not_ready");
    expect(answer(await complete(dev, second, "succeeded"))).toBe("ok");
  });

  test.each([
    [{ action: "drop" }, ["action"]],
    [{ resource: "ledger-db" }, ["resource"]],
    [{ details: { reason: "The pool leaks", force: true } }, ["details"]],
    [{ details: null }, ["details"]],
    [{ resource: "ledger-db", action: "drop" }, ["resource", "action"]],
  ])("%j is not what was approved", async (change, differs) => {
    const { ask, vote, dev, rune, spend, world } = await external();
    await ask(dev);
    await vote(rune, "approve");
    const refused = { ok: false, refusal: { code: "approval_stale", facts: { differs } } };
    expect(await spend(dev, change)).toMatchObject(refused);
    expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 approved ready"]);
  });

  test("the order of fields in the details changes nothing", async () => {
    const { ask, dev, vote, rune, spend } = await external({ change: { grantUses: "unlimited" } });
    await ask(dev, { details: { a: 1, b: { c: [1, 2], d: null } } });
    await vote(rune, "approve");
    expect(answer(await spend(dev, { details: { b: { d: null, c: [1, 2] }, a: 1 } }))).toBe("ok");
    expect(answer(await spend(dev, { details: { b: { d: null, c: [2, 1] }, a: 1 } }))).toBe(
      "approval_running",
    );
  });

  test("not before the approval, not after its time, not after it was revoked", async () => {
    const { ask, dev, admin, vote, rune, revoke, spend } = await external();
    await ask(dev);
    expect(answer(await spend(dev))).toBe("approval_not_ready");
    await vote(rune, "approve");
    const later = () => new Date(Date.now() + 24.1 * 3_600_000);
    const late = await external();
    await late.ask(late.dev);
    await late.vote(late.rune, "approve");
    expect(answer(await late.spend(late.dev, {}, later))).toBe("approval_lapsed");
    expect(answer(await revoke(dev, "No"))).toBe("not_permitted");
    expect(answer(await revoke(admin, "Not tonight"))).toBe("ok");
    expect(answer(await spend(dev))).toBe("approval_revoked");
  });

  test("often, where the rules say so, but one at a time", async () => {
    const { dev, spend, complete, requests } = await approved({ change: { grantUses: "unlimited" } });
    for (let round = 0; round < 2; round += 1) {
      const useId = await spend(dev);
      expect(await spend(dev)).toBe("approval_running");
      expect(answer(await complete(dev, useId, "succeeded"))).toBe("ok");
      expect(answer(await complete(dev, useId, "succeeded"))).toBe("approval_used");
    }
    expect(await requests()).toEqual(["#1 approved ready"]);
  });

  test("an approval lends no permission: what opened it still has to be allowed to ask", async () => {
    const { dev, world, spend } = await approved();
    await takeRole(world, dev.id, "developer");
    expect(await spend(dev)).toBe("not_permitted");
  });

  test("who approved it does not use it where the rules say so", async () => {
    const { ask, dev, world, vote, spend } = await external({
      change: { allowRequesterVote: true, allowApproverToPromote: false },
      requirement: {},
    });
    await ask(dev);
    const { roles } = world;
    await database.pool.query(
      "insert into role_assignment (organization_id, member_id, role_id) values ($1, $2, $3)",
      [world.organizationId, dev.id, roles.reviewer],
    );
    expect(answer(await vote(dev, "approve"))).toBe("ok");
    expect(answer(await spend(dev))).toBe("approver_may_not_promote");
  });

  test("the approval of a promotion is used by deploying, and says so only to who may see it", async () => {
    const scene = await makeScene(database.db);
    await scene.ask(scene.dev);
    await scene.vote(scene.rune, "approve");
    const outsider = await makeMember(scene.world, "Lea Lund");
    expect(await scene.spend(scene.dev)).toMatchObject({
      refusal: { code: "invalid_input", detail: expect.stringContaining("deploying") },
    });
    expect(answer(await scene.spend(outsider))).toBe("not_found");
    expect(answer(await scene.complete(scene.dev, "use_x", "succeeded"))).toBe("invalid_input");
  });

  test("and no deployment uses the approval of another system's request", async () => {
    const { promote, dev } = await approved();
    expect(answer(await promote(dev, { request: 1 }))).not.toBe("ok");
  });
});

test("members of a project see what is asked about it; others see nothing, and decide nothing", async () => {
  const { ask, dev, vote, world, comment } = await external();
  await ask(dev);
  const outsider = await makeMember(world, "Lea Lund");
  expect(answer(await vote(outsider, "approve"))).toBe("not_found");
  expect(answer(await comment(outsider))).toBe("not_found");
});

test("a delegate decides for an approver; one disabled decides nothing", async () => {
  const { ask, dev, vote, rune, ada, delegate, world } = await external();
  const sol = await makeMember(world, "Sol Okafor");
  await delegate(rune, sol);
  await ask(dev);
  await disable(world, ada.id);
  expect(answer(await vote(ada, "approve"))).not.toBe("ok");
  expect(answer(await vote(sol, "approve", { onBehalfOf: rune.email }))).toBe("ok");
});
