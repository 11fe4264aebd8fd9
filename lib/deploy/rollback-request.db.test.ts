import { describe, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, effectsOfKind, requestsOf } from "@/db/testing/rows";
import { deploymentKinds } from "@/lib/approvals/core/vocabulary";
import { loadRequest } from "@/lib/approvals/loaders";
import { answer, type Scene, type SceneWish } from "@/lib/approvals/testing/scene";
import { doEffect } from "@/lib/jobs/tasks";
import { ended, guarded } from "./testing/guarded";

/** Rolling back where the binding puts that under approval (engine.md, rule 10). Production runs #46, and ran #45. */
const database = useDatabase();
const shipped = ({ world }: Scene) => deploymentsOf(database.pool, world.organizationId);
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);
const back = { kind: "rollback" as const, build: 45 };
const asking = { ...back, from: undefined };

const bound = (wish: SceneWish = {}) => guarded(database.db, { kinds: [...deploymentKinds], ...wish });

describe("a rollback that needs an approval", () => {
  test("is asked for, approved and done, once", async () => {
    const scene = await bound();
    expect(answer(await scene.promote(scene.dev, back))).toBe("approval_required");
    expect(answer(await scene.ask(scene.dev, asking))).toBe("ok");
    expect(answer(await scene.promote(scene.dev, back))).toBe("approval_required");
    expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
    expect(answer(await scene.promote(scene.dev, back))).toBe("ok");
    expect(await shipped(scene)).toEqual(["rollback #45 grant running"]);
    await ended(scene, { outcome: "delivered", reference: "c0ffee" });
    expect(await requests(scene)).toEqual(["#1 approved used"]);
    expect(answer(await scene.promote(scene.dev, { ...back, build: 46 }))).toBe("approval_required");
  });

  test("is shown with what it would change", async () => {
    const scene = await bound();
    await scene.ask(scene.dev, asking);
    const loaded = await loadRequest(await scene.as(scene.rune), 1, database.db);
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        state: {
          subject: {
            kind: "rollback",
            from: { slug: "production" },
            to: { slug: "production" },
            build: { number: 45 },
            live: { build: { number: 46 } },
          },
        },
      },
    });
  });

  test("happens by itself where the rules say execute", async () => {
    const scene = await bound({ change: { onApproval: "execute" } });
    await scene.ask(scene.dev, asking);
    await scene.vote(scene.rune, "approve");
    for (const id of await effectsOfKind(database.pool, scene.world.organizationId, "approval.execute"))
      await doEffect(database.db, id, new AbortController().signal);
    expect(await shipped(scene)).toEqual(["rollback #45 grant running"]);
  });

  test("is superseded when something else became live first", async () => {
    const scene = await bound();
    await scene.ask(scene.other);
    await scene.vote(scene.rune, "approve");
    await scene.ask(scene.dev, asking);
    expect(answer(await scene.promote(scene.other, { request: 1 }))).toBe("ok");
    await ended(scene, { outcome: "delivered", reference: "c0ffee" });
    expect(await requests(scene)).toEqual(["#1 approved used", "#2 superseded none"]);
  });
});

describe("an approval for one kind serves no other", () => {
  test("a rollback's, to promote", async () => {
    const scene = await bound();
    await scene.ask(scene.dev, asking);
    await scene.vote(scene.rune, "approve");
    for (const wish of [{ request: 1 }, {}])
      expect(answer(await scene.promote(scene.dev, wish))).toBe("approval_stale");
    expect(answer(await scene.promote(scene.dev, { kind: "configure", request: 1 }))).toBe("invalid_input");
    expect(answer(await scene.promote(scene.dev, { ...back, build: 46, request: 1 }))).toBe("approval_stale");
    expect(await shipped(scene)).toEqual([]);
  });

  test("a promotion's, to roll back", async () => {
    const scene = await bound();
    await scene.ask(scene.dev);
    await scene.vote(scene.rune, "approve");
    for (const request of [{ request: 1 }, {}])
      expect(answer(await scene.promote(scene.dev, { ...back, ...request }))).toBe("approval_stale");
    expect(await shipped(scene)).toEqual([]);
  });
});

describe("what cannot be asked for", () => {
  test("a rollback where the binding does not name it: it can be done directly", async () => {
    const scene = await guarded(database.db);
    expect(answer(await scene.ask(scene.dev, asking))).toBe("approval_not_required");
    expect(answer(await scene.promote(scene.dev, back))).toBe("ok");
  });

  test.each<[string, object, string]>([
    ["a rollback to a build that was never live there", { ...asking, build: 47 }, "subject.build"],
    ["a rollback to no build", { ...asking, build: undefined }, "subject.build"],
    ["a rollback with another configuration", { ...asking, configuration: "copy" }, "subject.configuration"],
    ["a rollback from another environment", { ...back, from: "staging" }, "subject.from"],
    ["a configuration from another environment", { kind: "configure", from: "staging" }, "subject.from"],
    ["a promotion from nowhere", { from: undefined }, "subject.from"],
    ["a promotion from itself", { kind: "promote", from: "production" }, "subject.from"],
    ["a first deployment that is none", { kind: "deploy", from: undefined, build: 47 }, "subject.to"],
  ])("%s", async (_, subject, path) => {
    const scene = await bound();
    const asked = await scene.ask(scene.dev, subject);
    expect(asked).toMatchObject({ ok: false, refusal: { code: "invalid_input", errors: [{ path }] } });
    expect(await requests(scene)).toEqual([]);
  });

  test("a second request while one is open, of whatever kind", async () => {
    const scene = await bound();
    await scene.ask(scene.dev);
    expect(answer(await scene.ask(scene.other, asking))).toBe("request_exists");
  });
});
