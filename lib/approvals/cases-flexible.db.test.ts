import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { eventsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { makeMember } from "@/db/testing/world";
import { cancelDelegation } from "@/lib/directory/cancel-delegation";
import { presets } from "./core/presets";
import type { ApprovalRules, Requirement } from "./core/rules";
import { answer, makeScene, type Scene } from "./testing/scene";

/**
 * Cases F1 to F29 of Flexible Approvals, under its preset, through the verbs: for what a pipeline asks, which is what the
 * preset is for, and for promotions, since votes, limits, capacities and delegations do not depend on the subject.
 */
const database = useDatabase();

describe.each(["external", "environment-promotion"] as const)("for requests of the kind %s", (workflow) => {
  interface Wish {
    votes?: Partial<ApprovalRules["votes"]>;
    requirement?: Partial<Requirement>;
    change?: Partial<ApprovalRules>;
  }

  /** Started, unless `fresh`: Rune (A) and Ada (B) are its approvers. */
  async function flexible({ votes, requirement, change }: Wish = {}, fresh = false) {
    const scene = await makeScene(database.db, {
      preset: "flexible",
      workflow,
      requirement: { requiredApprovals: 2, ...requirement },
      change: { votes: { ...presets.flexible.rules.votes, ...votes }, ...change },
    });
    expect(await scene.ask(scene.dev)).toMatchObject({ ok: true, value: { state: "new" } });
    if (!fresh) expect(answer(await scene.start(scene.dev))).toBe("ok");
    return scene;
  }
  const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);

  /** Votes as "name for name: decision", those that count. */
  async function counting({ world }: Scene): Promise<string[]> {
    const { rows } = await database.pool.query<{ told: string }>(
      `select split_part(m.name, ' ', 1) || case when p.id <> m.id then ' for ' || split_part(p.name, ' ', 1) else '' end || ': ' || v.decision as told
      from vote v join member m on m.id = v.voter_id join member p on p.id = v.principal_id
      where v.organization_id = $1 and v.replaced_at is null order by v.sequence`,
      [world.organizationId],
    );
    return rows.map(({ told }) => told);
  }

  test("F1 created: it is new, nobody is asked, and a vote is refused", async () => {
    const scene = await flexible({}, true);
    expect(answer(await scene.vote(scene.rune, "approve"))).toBe("not_waiting");
    expect(await requests(scene)).toEqual(["#1 new none"]);
    expect(await mailsOf(database.pool, scene.world.organizationId)).toEqual([]);
  });

  test("F2 started by its requester: it waits, approvers are told once, votes count", async () => {
    const scene = await flexible({}, true);
    expect(answer(await scene.start(scene.rune))).toBe("not_permitted");
    expect(answer(await scene.start(scene.dev))).toBe("ok");
    expect(answer(await scene.start(scene.dev))).toBe("already_started");
    expect(await requests(scene)).toEqual(["#1 waiting none"]);
    expect(await mailsOf(database.pool, scene.world.organizationId)).toEqual([
      "review-requested → Ada Berg",
      "review-requested → Rune Kvist",
    ]);
    expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
    expect(await counting(scene)).toEqual(["Rune: approve"]);
    expect(await eventsOf(database.pool, scene.world.organizationId)).toEqual([
      "request.opened",
      "request.started",
      "step.opened",
      "vote.cast",
    ]);
  });

  test("F5 two approvals, one vote a person: a second vote of the same person replaces the first; another's approves", async () => {
    const scene = await flexible();
    await scene.vote(scene.rune, "approve");
    expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
    expect(await counting(scene)).toEqual(["Rune: approve"]);
    expect(await requests(scene)).toEqual(["#1 waiting none"]);
    expect(answer(await scene.vote(scene.ada, "approve"))).toBe("ok");
    expect(await requests(scene)).toEqual(["#1 approved ready"]);
  });

  test("F7 two approvals, two votes a person: one person approves it alone, because the rules say so", async () => {
    const scene = await flexible({ votes: { maxPerPerson: 2 } });
    await scene.vote(scene.rune, "approve");
    expect(await requests(scene)).toEqual(["#1 waiting none"]);
    expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
    expect(await requests(scene)).toEqual(["#1 approved ready"]);
  });

  test("F8 two votes a person, thresholds of three: approve, approve, reject leaves one of each, the oldest replaced", async () => {
    const requirement = { requiredApprovals: 3, requiredRejections: 3 };
    const scene = await flexible({ votes: { maxPerPerson: 2 }, requirement });
    for (const decision of ["approve", "approve", "reject"] as const)
      expect(answer(await scene.vote(scene.rune, decision))).toBe("ok");
    expect(await counting(scene)).toEqual(["Rune: approve", "Rune: reject"]);
    expect(await requests(scene)).toEqual(["#1 waiting none"]);
  });

  test("F9 no total limit, one direct and one delegated vote: a direct vote and one for somebody else both count", async () => {
    const scene = await flexible({ votes: { maxPerPerson: 0, maxDirect: 1, maxDelegated: 1 } });
    await scene.delegate(scene.ada, scene.rune);
    await scene.vote(scene.rune, "approve");
    expect(answer(await scene.vote(scene.rune, "approve", { onBehalfOf: scene.ada.email }))).toBe("ok");
    expect(await counting(scene)).toEqual(["Rune: approve", "Rune for Ada: approve"]);
    expect(await requests(scene)).toEqual(["#1 approved ready"]);
  });

  test("F11 a total limit of one makes the direct limit of five irrelevant", async () => {
    const scene = await flexible({ votes: { maxPerPerson: 1, maxDirect: 5, maxDelegated: 5 } });
    await scene.delegate(scene.ada, scene.rune);
    await scene.vote(scene.rune, "approve");
    await scene.vote(scene.rune, "approve");
    expect(answer(await scene.vote(scene.rune, "approve", { onBehalfOf: scene.ada.email }))).toBe("ok");
    expect(await counting(scene)).toEqual(["Rune for Ada: approve"]);
    expect(await requests(scene)).toEqual(["#1 waiting none"]);
  });

  test("F14 the person for whom a pipeline asks votes neither directly nor as somebody's delegate, and nobody for them", async () => {
    const scene = await makeScene(database.db, {
      preset: "flexible",
      workflow,
      reviewers: ["Rune Kvist", "Ada Berg"],
    });
    const { world, rune, ada, delegate, vote } = scene;
    const pipeline = await makeMember(world, "CI", ["developer"], "service");
    await scene.ask(pipeline, {}, undefined, { startedBy: rune.email });
    expect(answer(await scene.start(pipeline))).toBe("ok");
    await delegate(ada, rune);
    await delegate(rune, ada);
    expect(answer(await vote(rune, "approve"))).toBe("requester_may_not_vote");
    expect(answer(await vote(rune, "approve", { onBehalfOf: ada.email }))).toBe("requester_may_not_vote");
    expect(answer(await vote(ada, "approve", { onBehalfOf: rune.email }))).toBe("requester_may_not_vote");
    expect(answer(await vote(ada, "approve"))).toBe("ok");
  });

  test("F17 a delegation gives a right inside its time only, and none once it was cancelled", async () => {
    const scene = await flexible({ requirement: { requiredApprovals: 9 } });
    const { db, rune, as, delegate, vote } = scene;
    const hour = 3_600_000;
    const now = Date.now();
    const at = (hours: number) => new Date(now + hours * hour);
    const sol = await makeMember(scene.world, "Sol Okafor");
    const time = { from: at(1).toISOString(), until: at(2).toISOString() };
    const made = await delegate(rune, sol, time);
    if (!made.ok) throw new Error("it can be made");
    const tries = async (instant: Date) => answer(await vote(sol, "approve", {}, () => instant));
    expect(await tries(new Date(at(1).getTime() - 1))).toBe("not_found");
    expect(await tries(at(1))).toBe("ok");
    expect(await tries(new Date(at(2).getTime() - 1))).toBe("ok");
    expect(await tries(at(2))).toBe("not_eligible");
    expect(answer(await cancelDelegation(db, await as(rune), made.value))).toBe("ok");
    expect(await tries(at(1.5))).toBe("not_eligible");
    expect(await counting(scene)).toEqual(["Sol for Rune: approve"]);
  });

  test("F22 once it is decided any vote is refused", async () => {
    const scene = await flexible({ requirement: { requiredApprovals: 1 } });
    await scene.vote(scene.rune, "approve");
    for (const decision of ["approve", "reject"] as const)
      for (const person of [scene.rune, scene.ada])
        expect(answer(await scene.vote(person, decision))).toBe("request_closed");
    expect(await requests(scene)).toEqual(["#1 approved ready"]);
  });

  test("F29 two rejections required: one leaves it waiting, the second rejects", async () => {
    const scene = await flexible({ requirement: { requiredRejections: 2 } });
    await scene.vote(scene.rune, "reject");
    expect(await requests(scene)).toEqual(["#1 waiting none"]);
    await scene.vote(scene.ada, "reject");
    expect(await requests(scene)).toEqual(["#1 rejected none"]);
  });

  test("somebody else's request is cancelled by an administrator only, and nobody overrides it", async () => {
    const scene = await flexible();
    expect(answer(await scene.cancel(scene.other))).toBe("cancel_not_allowed");
    expect(answer(await scene.override(scene.admin, "approve"))).toBe("override_not_allowed");
    expect(answer(await scene.cancel(scene.admin))).toBe("ok");
  });
});

describe("what a pipeline asks for", () => {
  const scene = () => makeScene(database.db, { preset: "flexible", workflow: "external" });

  test("F4 the same name twice in one run is refused, whatever became of the first; another attempt is another request and carries no votes over", async () => {
    const { ask, start, vote, cancel, dev, other, rune, world } = await scene();
    const requests = () => requestsOf(database.pool, world.organizationId);
    expect(answer(await ask(dev))).toBe("ok");
    await start(dev);
    await vote(rune, "approve");
    expect(await requests()).toEqual(["#1 approved ready"]);
    for (const person of [dev, other])
      expect(await ask(person, { action: "drop" })).toMatchObject({
        refusal: { code: "request_exists", facts: { number: 1 } },
      });
    expect(answer(await ask(dev, { attempt: 2 }))).toBe("ok");
    expect(await requests()).toEqual(["#1 approved ready", "#2 new none"]);
    expect(answer(await cancel(dev, 2))).toBe("ok");
    expect(answer(await ask(dev, { attempt: 2 }))).toBe("request_exists");
    for (const change of [{ name: "deploy-test" }, { run: "813" }, { pipeline: "hotfix" }])
      expect(answer(await ask(dev, change))).toBe("ok");
  });

  test("F4 parts of the name do not run into each other", async () => {
    const { ask, dev } = await scene();
    expect(answer(await ask(dev, { pipeline: "a/b", run: "c" }))).toBe("ok");
    expect(answer(await ask(dev, { pipeline: "a", run: "b/c" }))).toBe("ok");
    expect(answer(await ask(dev, { pipeline: null, run: "null" }))).toBe("ok");
    expect(answer(await ask(dev, { pipeline: "null", run: null }))).toBe("ok");
  });

  test("its time-out is its own: what opened the request cancels it whatever the rules say, and nobody else of its kind", async () => {
    const { ask, cancel, dev, other } = await scene();
    await ask(dev);
    expect(answer(await cancel(other))).toBe("cancel_not_allowed");
    expect(answer(await cancel(dev))).toBe("ok");
  });

  test("the person it asks for cancels only where the rules let requesters", async () => {
    const { ask, cancel, world, rune } = await scene();
    const pipeline = await makeMember(world, "CI", ["developer"], "service");
    await ask(pipeline, {}, undefined, { startedBy: rune.email });
    expect(answer(await cancel(rune))).toBe("cancel_not_allowed");
    expect(answer(await cancel(pipeline))).toBe("ok");
  });
});
