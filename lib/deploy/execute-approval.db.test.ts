import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { approvalRequest, role } from "@/db/schema";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, effectsOfKind, eventsOf, mailsOf, requestsOf } from "@/db/testing/rows";
import { disable, giveRole, makeMember, takeRole } from "@/db/testing/world";
import { loadReview } from "@/lib/approvals/loaders-review";
import { answer, type Scene, type SceneWish } from "@/lib/approvals/testing/scene";
import { claimEffect } from "@/lib/jobs/store";
import { doEffect } from "@/lib/jobs/tasks";
import type { RequestId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { executeApproval, giveUpExecution } from "./execute-approval";
import { ended, guarded } from "./testing/guarded";

const database = useDatabase();
const shipped = ({ world }: Scene) => deploymentsOf(database.pool, world.organizationId);
const requests = ({ world }: Scene) => requestsOf(database.pool, world.organizationId);
const events = ({ world }: Scene) => eventsOf(database.pool, world.organizationId);
const promised = ({ world }: Scene) => effectsOfKind(database.pool, world.organizationId, "approval.execute");

/** What the worker does with what was promised to run by itself: as often as it is asked to. */
async function run(scene: Scene): Promise<void> {
  for (const id of await promised(scene)) await doEffect(scene.db, id, new AbortController().signal);
}

async function approved(change: SceneWish["change"] = {}, more: SceneWish = {}): Promise<Scene> {
  const scene = await guarded(database.db, { ...more, change: { onApproval: "execute", ...change } });
  expect(answer(await scene.ask(scene.dev))).toBe("ok");
  expect(answer(await scene.vote(scene.rune, "approve"))).toBe("ok");
  return scene;
}

async function idOf({ world }: Scene): Promise<RequestId> {
  const r = approvalRequest;
  const ofWorld = eq(r.organizationId, world.organizationId);
  const [row] = await database.db.select({ id: r.id }).from(r).where(ofWorld);
  if (!row) throw new Error("it was asked for");
  return row.id;
}

/** The newest deployment that was promised, and who the approval's use and it name. */
async function inWhoseName({ world }: Scene) {
  const { rows } = await database.pool.query(
    `select m.name as deployed, u.name as used, e.actor ->> 'name' as actor from deployment d join member m on m.id = d.started_by
      join approval_use a on a.id = d.use_id join member u on u.id = a.started_by
      join request_event e on e.request_id = a.request_id and e.type = 'approval.used' where d.organization_id = $1`,
    [world.organizationId],
  );
  return rows;
}

describe("what is approved under execute is promoted by itself", () => {
  test("as the requester, through the gate, and nobody clicks", async () => {
    const scene = await approved();
    expect(await shipped(scene)).toEqual([]);
    await run(scene);
    expect(await shipped(scene)).toEqual(["promote #47 grant running"]);
    expect(await inWhoseName(scene)).toEqual([
      { deployed: "Ines Duarte", used: "Ines Duarte", actor: "Countersign" },
    ]);
    await ended(scene, { outcome: "delivered", reference: "c0ffee" });
    expect(await requests(scene)).toEqual(["#1 approved used"]);
  });

  test("under unlock nothing is (D7)", async () => {
    const scene = await approved({ onApproval: "unlock" });
    await run(scene);
    expect(await shipped(scene)).toEqual([]);
  });

  test("an administrator's override is enough", async () => {
    const rules = { onApproval: "execute", allowBuilderVote: true } as const;
    const scene = await guarded(database.db, { change: rules });
    await scene.ask(scene.dev);
    await scene.override(scene.admin, "approve");
    await run(scene);
    expect(await shipped(scene)).toEqual(["promote #47 grant running"]);
  });

  test("a pipeline's, as the pipeline, for whom it asked", async () => {
    const scene = await guarded(database.db, { change: { onApproval: "execute" } });
    const ci = await makeMember(scene.world, "CI", ["developer"], "service");
    expect(answer(await scene.ask(ci, {}, undefined, { startedBy: scene.dev.email }))).toBe("ok");
    await scene.vote(scene.rune, "approve");
    await run(scene);
    expect(await inWhoseName(scene)).toEqual([{ deployed: "Ines Duarte", used: "CI", actor: "Countersign" }]);
  });

  test("once, however often the job runs, and whatever became of it", async () => {
    const scene = await approved();
    await Promise.all([run(scene), run(scene)]);
    await run(scene);
    await ended(scene, { outcome: "failed", reason: "No disk" });
    await run(scene);
    expect(await shipped(scene)).toEqual(["promote #47 grant failed"]);
    expect(await requests(scene)).toEqual(["#1 approved ready"]);
  });

  test("killed before it was written down: nothing has happened, and the next worker does it once", async () => {
    const scene = await approved();
    const id = await idOf(scene);
    // The statement that ends the transaction never comes: as a process that is gone leaves it.
    const dying = database.db.transaction(async (tx) => {
      await executeApproval(tx as never, scene.world.organizationId, id, async () => true);
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");
    expect(await shipped(scene)).toEqual([]);
    await run(scene);
    await run(scene);
    expect(await shipped(scene)).toEqual(["promote #47 grant running"]);
    expect((await events(scene)).filter((type) => type === "approval.used")).toHaveLength(1);
  });
});

describe("what is refused (rule 9) stays ready, on the record, and requester and administrators are told", () => {
  const hindered: [string, SceneWish["change"], (scene: Scene) => Promise<unknown>, string, string][] = [
    [
      "permission lost",
      {},
      ({ world, dev }) => takeRole(world, dev.id, "developer"),
      "not_permitted",
      "It would have run as Ines Duarte, who may not promote there any more.",
    ],
    [
      "disabled",
      {},
      ({ world, dev }) => disable(world, dev.id),
      "not_permitted",
      "It would have run as Ines Duarte, who may not promote there any more.",
    ],
    [
      "the source is not healthy any more",
      {},
      ({ world }) =>
        database.pool.query("update deployment set health = 'unhealthy' where environment_id = $1", [
          world.environments.staging,
        ]),
      "source_not_healthy",
      "Staging does not run this build healthily any more.",
    ],
    [
      "a deployment runs there",
      {},
      (scene) => scene.promote(scene.other, { kind: "redeploy" }),
      "deployment_running",
      "Another deployment to Production was running.",
    ],
    [
      "what is live was changed behind our back",
      {},
      ({ world }) =>
        database.pool.query(
          `update component_environment ce set live_deployment_id = (select d.id from deployment d join build b on b.id = d.build_id
            where d.environment_id = ce.environment_id and b.number = 45) where environment_id = $1`,
          [world.environments.production],
        ),
      "approval_stale",
      "What would ship is no longer what was approved: what is live in the target changed.",
    ],
  ];
  test.each(hindered)("%s", async (_, change, hinder, code, reason) => {
    const scene = await approved(change);
    await hinder(scene);
    await Promise.all([run(scene), run(scene)]);
    await run(scene);
    expect(await requests(scene)).toEqual(["#1 approved ready"]);
    expect((await events(scene)).slice(-2)).toEqual(["request.approved", "approval.execution_refused"]);
    const { rows } = await database.pool.query(
      "select data from request_event where organization_id = $1 and type = 'approval.execution_refused'",
      [scene.world.organizationId],
    );
    expect(rows).toEqual([{ data: { code, reason } }]);
    const told = (await mailsOf(database.pool, scene.world.organizationId)).filter((mail) =>
      mail.startsWith("execution-refused"),
    );
    expect(told).toEqual(["execution-refused → Ines Duarte", "execution-refused → Vera Lind"]);
    expect(await loadReview(await scene.as(scene.admin), 1)).toMatchObject({
      value: { closing: expect.stringContaining(`it was not promoted by itself: ${reason}`) },
    });
  });

  test("said once, also when a second worker was given the same job before the first was done", async () => {
    const scene = await approved();
    await disable(scene.world, scene.dev.id);
    const [effectId] = await promised(scene);
    if (!effectId) throw new Error("it was promised");
    const id = await idOf(scene);
    for (const _ of [1, 2])
      await executeApproval(database.db, scene.world.organizationId, id, (tx) => claimEffect(tx, effectId));
    const refusals = (await events(scene)).filter((type) => type === "approval.execution_refused");
    expect(refusals).toHaveLength(1);
  });

  test("people can use it then: it waits for them, and does not start by itself later", async () => {
    const scene = await approved();
    await scene.promote(scene.other, { kind: "redeploy" });
    await run(scene);
    await ended(scene, { outcome: "delivered", reference: "c0ffee" });
    await run(scene);
    expect(await shipped(scene)).toEqual(["redeploy #46 exempt succeeded"]);
    expect(answer(await scene.promote(scene.other))).toBe("ok");
  });

  test("whoever approved and may not promote does not by itself either", async () => {
    const rules = { allowRequesterVote: true, allowApproverToPromote: false };
    const scene = await guarded(database.db, { change: { onApproval: "execute", ...rules } });
    await giveRole(scene.world, scene.dev.id, "reviewer");
    await scene.ask(scene.dev);
    expect(answer(await scene.vote(scene.dev, "approve"))).toBe("ok");
    await run(scene);
    expect((await events(scene)).at(-1)).toBe("approval.execution_refused");
  });

  test("a defect that lasts is said, too", async () => {
    const scene = await approved();
    const [id] = await promised(scene);
    if (!id) throw new Error("it was promised");
    await database.pool.query(
      `update environment set driver = 'gone', driver_settings = '{"a": 1}' where id = $1`,
      [scene.world.environments.production],
    );
    const attempt = (last: boolean) => doEffect(database.db, id, AbortSignal.timeout(5000), last);
    await expect(attempt(false)).rejects.toThrow("gone");
    expect((await events(scene)).at(-1)).toBe("request.approved");
    await expect(attempt(true)).rejects.toThrow("gone");
    expect((await events(scene)).at(-1)).toBe("approval.execution_refused");
    await giveUpExecution(database.db, scene.world.organizationId, "req_none" as never, async () => false);
  });
});

describe("somebody was faster", () => {
  test("and has promoted: it is not done twice, and nothing was refused", async () => {
    const scene = await approved();
    expect(answer(await scene.promote(scene.other))).toBe("ok");
    await run(scene);
    expect(await shipped(scene)).toEqual(["promote #47 grant running"]);
    expect(await events(scene)).not.toContain("approval.execution_refused");
  });

  test("and what they started has failed: trying again is theirs, too", async () => {
    const scene = await approved();
    expect(answer(await scene.promote(scene.other))).toBe("ok");
    await ended(scene, { outcome: "failed", reason: "No disk" });
    await run(scene);
    expect(await shipped(scene)).toEqual(["promote #47 grant failed"]);
    expect(await events(scene)).not.toContain("approval.execution_refused");
  });

  test("at the same instant: one deployment", async () => {
    const scene = await approved();
    const [promoted] = await Promise.all([scene.promote(scene.other), run(scene)]);
    expect(["ok", "approval_running"]).toContain(answer(promoted));
    expect(await shipped(scene)).toEqual(["promote #47 grant running"]);
    expect(await events(scene)).not.toContain("approval.execution_refused");
  });

  test("and has revoked it: that was told", async () => {
    const scene = await approved();
    await scene.revoke(scene.admin, "Incident");
    await run(scene);
    expect(await requests(scene)).toEqual(["#1 approved revoked"]);
    expect((await events(scene)).at(-1)).toBe("approval.revoked");
  });
});

test("asking for what runs by itself takes the right to promote, too", async () => {
  const scene = await guarded(database.db, { change: { onApproval: "execute" } });
  const { organizationId } = scene.world;
  const id = newId("rol");
  const permissions = ["catalog.read", "request.read", "request.create"];
  await database.db.insert(role).values({ id, organizationId, name: "Asks only", permissions });
  const asker = await makeMember(scene.world, "Asta Asks", [id]);
  expect(answer(await scene.ask(asker))).toBe("not_permitted");
  await giveRole(scene.world, asker.id, "developer");
  expect(answer(await scene.ask(asker))).toBe("ok");
});
