import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { effectsOfKind } from "@/db/testing/rows";
import type { Scene } from "@/lib/approvals/testing/scene";
import { doEffect } from "@/lib/jobs/tasks";
import { loadActivity } from "./loaders-activity";
import { loadEnvironmentHistory } from "./loaders-history";
import { ended, guarded } from "./testing/guarded";

/** Everybody is renamed once all is done. What a request's record tells is told with the names of then (decision 36). */
const database = useDatabase();
const checkout = { project: "shop", component: "checkout" };

async function renamed({ world }: Scene): Promise<void> {
  const query = "update member set name = name || ' of now' where organization_id = $1";
  await database.pool.query(query, [world.organizationId]);
}

async function told(scene: Scene) {
  const caller = await scene.as(scene.admin);
  const activity = await loadActivity(caller, checkout);
  const history = await loadEnvironmentHistory(caller, { ...checkout, environment: "production" });
  if (!activity.ok || !history.ok) throw new Error("both can be read");
  return {
    activity: activity.value.items.map(({ text }) => text),
    history: history.value.rows.map(({ how, approval }) => [how, approval]),
  };
}

test("who asked, who approved and who used the approval are called what they were called then", async () => {
  const scene = await guarded(database.db);
  await scene.ask(scene.dev);
  await scene.vote(scene.rune, "approve");
  await scene.promote(scene.other, { request: 1 });
  await ended(scene, { outcome: "delivered", reference: "c0ffee" });
  await renamed(scene);
  const { activity, history } = await told(scene);
  expect(activity).toContain("Ines Duarte asked to promote build #47 to Production: request 1");
  expect(activity).toContain(
    "Otto Falk promoted build #47 to Production under request 1, approved by Rune Kvist",
  );
  expect(history[0]).toEqual(["Promoted by Otto Falk", "approved by Rune Kvist"]);
});

test("what ran by itself is told as of whoever asked, and whom a pipeline asked for asked", async () => {
  const scene = await guarded(database.db, { change: { onApproval: "execute" } });
  await scene.ask(scene.other, {}, undefined, { startedBy: scene.dev.email });
  await scene.vote(scene.rune, "approve");
  for (const id of await effectsOfKind(database.pool, scene.world.organizationId, "approval.execute"))
    await doEffect(database.db, id, new AbortController().signal);
  await renamed(scene);
  const { activity, history } = await told(scene);
  expect(activity).toContain("Ines Duarte asked to promote build #47 to Production: request 1");
  expect(history[0]).toEqual(["Promoted by Ines Duarte", "approved by Rune Kvist"]);
});

test("what no record of a request tells names people as they are called now", async () => {
  const scene = await guarded(database.db);
  await renamed(scene);
  const { activity, history } = await told(scene);
  expect(activity).toContainEqual(expect.stringMatching(/^Build #45, reported by Vera Lind of now/));
  expect(history[0]).toEqual(["Promoted by Ines Duarte of now", null]);
});
