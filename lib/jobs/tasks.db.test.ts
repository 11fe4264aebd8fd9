import { expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld } from "@/db/testing/world";
import { startDeployment } from "@/lib/deploy/start-deployment";
import type { EffectId } from "@/lib/kernel/ids";
import { doEffect } from "./tasks";

const database = useDatabase();

test("a deployment that a defect keeps from being run is failed on the last attempt, and its place is free again", async () => {
  Object.assign(process.env, {
    NEXTAUTH_SECRET: "s".repeat(32),
    NEXTAUTH_URL: "https://countersign.example",
  });
  const { db, pool } = database;
  const world = await makeWorld(db);
  const member = await makeMember(world, "Ines Duarte", ["developer"]);
  await makeLive(world, world.environments.development, await makeBuild(world, 1, member.id), member.id);
  const wish = {
    project: "shop",
    component: "checkout",
    kind: "promote",
    from: "development",
    environment: "staging",
  } as const;
  const started = await startDeployment(db, await callerFor(world, member), wish);
  expect(started.ok).toBe(true);
  // Settings that were valid when they were saved, of a driver that is not there any more: a defect, not an outcome.
  await pool.query(
    `update environment set driver = 'gone', driver_settings = '{"a": 1}' where slug = 'staging'`,
  );
  const { rows } = await pool.query<{ id: EffectId }>("select id from effect where kind = 'deployment.run'");
  const id = rows[0]?.id as EffectId;
  const states = () =>
    pool.query(
      "select state from deployment where kind = 'promote' and retry_of is null order by created_at desc limit 1",
    );

  await expect(doEffect(db, id, AbortSignal.timeout(5000))).rejects.toThrow("gone");
  expect((await states()).rows).toEqual([{ state: "running" }]);
  await expect(doEffect(db, id, AbortSignal.timeout(5000), true)).rejects.toThrow("gone");
  expect((await states()).rows).toEqual([{ state: "failed" }]);
});
