import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { eventsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { giveRole, makeMember } from "@/db/testing/world";
import { loadRequest } from "./loaders";
import { loadReview } from "./loaders-review";
import { answer, makeScene, type Scene } from "./testing/scene";

/** The verbs start and override (engine.md, States): who may, when, and which refusal comes first. */
const database = useDatabase();
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);
const ago = (hours: number) => () => new Date(Date.now() - hours * 3_600_000);

describe("override", () => {
  test.each(["approve", "reject"] as const)(
    "an administrator decides instead of the approvers: %s",
    async (decision) => {
      const scene = await makeScene(database.db, { change: { allowBuilderVote: true } });
      await scene.ask(scene.dev);
      expect(answer(await scene.override(scene.admin, decision, "The board met"))).toBe("ok");
      const state = decision === "approve" ? "approved" : "rejected";
      expect(await requests(scene)).toEqual([`#1 ${state} ${decision === "approve" ? "ready" : "none"}`]);
      expect((await eventsOf(database.pool, scene.world.organizationId)).slice(2)).toEqual([
        "request.overridden",
        `request.${state}`,
      ]);
      expect(await loadRequest(await scene.as(scene.dev), 1, database.db)).toMatchObject({
        ok: true,
        value: { state: { overridden: true, closeReason: "The board met", closedBy: { name: "Vera Lind" } } },
      });
      expect(await mailsOf(database.pool, scene.world.organizationId)).toContain(
        `request-${state} → Ines Duarte`,
      );
    },
  );

  test("also of a request that was never started", async () => {
    const scene = await makeScene(database.db, { change: { startsWaiting: false, allowBuilderVote: true } });
    await scene.ask(scene.dev);
    expect(answer(await scene.override(scene.admin, "approve"))).toBe("ok");
    expect(await requests(scene)).toEqual(["#1 approved ready"]);
  });

  test("each obstacle in the order of the list, the earlier one winning", async () => {
    const scene = await makeScene(database.db, { change: { allowOverride: false } });
    const { world, admin, dev, rune, override } = scene;
    const second = await makeMember(world, "Max Wolf", ["administrator"]);
    const builder = await makeMember(world, "Bo Byg", ["administrator"]);
    await database.pool.query("update member set email = 'somebody@elsewhere.example' where id = $1", [
      builder.id,
    ]);
    await giveRole(world, dev.id, "administrator");
    await scene.ask(dev);
    expect(answer(await override(rune, "approve", ""))).toBe("not_permitted");
    expect(answer(await override(dev, "approve", ""))).toBe("requester_may_not_override");
    expect(answer(await override(builder, "approve", ""))).toBe("builder_may_not_override");
    expect(answer(await override(second, "approve", ""))).toBe("override_not_allowed");
    await scene.cancel(admin);
    expect(answer(await override(dev, "approve", ""))).toBe("request_closed");
    expect(answer(await override(rune, "approve", ""))).toBe("not_permitted");
  });

  test("without a reason, or by a service account, it is none", async () => {
    const scene = await makeScene(database.db);
    const pipeline = await makeMember(scene.world, "CI", ["administrator"], "service");
    await scene.ask(scene.dev);
    const second = await makeMember(scene.world, "Max Wolf", ["administrator"]);
    expect(answer(await scene.override(second, "approve", "  "))).toBe("reason_required");
    expect(answer(await scene.override(pipeline, "approve"))).toBe("not_permitted");
    expect(await loadRequest(await scene.as(pipeline), 1, database.db)).toMatchObject({
      ok: true,
      value: { can: { override: false } },
    });
    expect(await requests(scene)).toEqual(["#1 waiting none"]);
  });

  test("the review says who overrode and why; a later revocation has its own reason", async () => {
    const scene = await makeScene(database.db, { change: { allowBuilderVote: true } });
    await scene.ask(scene.dev);
    await scene.override(scene.admin, "approve", "The board met");
    const closing = async () => {
      const review = await loadReview(await scene.as(scene.dev), 1);
      return review.ok ? review.value.closing : null;
    };
    expect(await closing()).toBe("Vera Lind overrode the approvers: The board met");
    await scene.revoke(scene.admin, "It met again");
    expect(await closing()).toBe("Vera Lind overrode the approvers. This approval was revoked: It met again");
  });

  test("the review offers it only to those who could, and says what it does and who is told", async () => {
    const scene = await makeScene(database.db);
    await scene.ask(scene.dev);
    const max = await makeMember(scene.world, "Max Wolf", ["administrator"]);
    const offered = async (person: Scene["dev"]) => {
      const review = await loadReview(await scene.as(person), 1);
      return review.ok ? review.value.override : undefined;
    };
    expect(await offered(scene.rune)).toBeNull();
    expect(await offered(scene.dev)).toBeNull();
    expect(await offered(max)).toMatchObject({
      approve: expect.stringMatching(
        /^Request 1 is approved at once, without its approvers\. .* Ines Duarte and everyone who was asked are told/,
      ),
      reject: expect.stringMatching(/^Request 1 is rejected at once, without its approvers\./),
    });
    await scene.override(max, "approve");
    expect(await offered(max)).toBeNull();
  });

  test("so it is with revoking what was approved, until it is used", async () => {
    const scene = await makeScene(database.db);
    const offered = async (person: Scene["dev"]) => {
      const review = await loadReview(await scene.as(person), 1);
      return review.ok ? review.value.revoke : undefined;
    };
    await scene.ask(scene.dev);
    expect(await offered(scene.admin)).toBeNull();
    await scene.vote(scene.rune, "approve");
    expect(await offered(scene.rune)).toBeNull();
    expect(await offered(scene.dev)).toBeNull();
    expect(await offered(scene.admin)).toBe(
      "Nothing can be deployed under request 1 any more. The record says so for good, and Ines Duarte is told, with your name and your reason.",
    );
    await scene.promote(scene.dev, { request: 1 });
    expect(await offered(scene.admin)).toBeNull();
  });

  test("who overrode counts as approver", async () => {
    const scene = await makeScene(database.db, {
      change: { allowApproverToPromote: false, allowBuilderVote: true },
    });
    await scene.ask(scene.dev);
    await scene.override(scene.admin, "approve");
    expect(answer(await scene.promote(scene.admin, { request: 1 }))).toBe("approver_may_not_promote");
    expect(answer(await scene.promote(scene.dev, { request: 1 }))).toBe("ok");
  });
});

test("an overdue request expires by whatever is tried, and who may not do it is told that first", async () => {
  for (const [act, told] of [
    [(scene: Scene) => scene.override(scene.admin, "approve"), "request_expired"],
    [(scene: Scene) => scene.override(scene.rune, "approve"), "not_permitted"],
    [(scene: Scene) => scene.start(scene.dev), "request_expired"],
    [(scene: Scene) => scene.start(scene.rune), "not_permitted"],
  ] as const) {
    const scene = await makeScene(database.db, { change: { startsWaiting: false } });
    await scene.ask(scene.dev, {}, ago(73));
    expect(answer(await act(scene))).toBe(told);
    expect(await requests(scene)).toEqual(["#1 expired none"]);
  }
});

test("a request that was started or is closed is not started again", async () => {
  const scene = await makeScene(database.db, { change: { startsWaiting: false } });
  await scene.ask(scene.dev);
  expect(await loadRequest(await scene.as(scene.dev), 1, database.db)).toMatchObject({
    ok: true,
    value: { can: { start: true, vote: false } },
  });
  expect(answer(await scene.start(scene.dev))).toBe("ok");
  expect(answer(await scene.start(scene.dev))).toBe("already_started");
  await scene.vote(scene.rune, "reject");
  expect(answer(await scene.start(scene.dev))).toBe("request_closed");
});
