import { expect, inject, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deep, deepTimeout } from "@/db/testing/deep";
import { weakenedDatabase } from "@/db/testing/weakened";
import { verifyRecord } from "@/lib/audit/verify-record";
import { saveConfiguration } from "@/lib/catalog/save-configuration";
import { updateEnvironment } from "@/lib/catalog/update-environment";
import { finishDeployment } from "@/lib/deploy/finish-deployment";
import { retryDeployment } from "@/lib/deploy/retry-deployment";
import { findDeployment } from "@/lib/deploy/store";
import { updateMember } from "@/lib/directory/update-member";
import type { DeploymentId } from "@/lib/kernel/ids";
import { configureWorkflow } from "@/lib/workflows/configure-workflow";
import { updateProfile } from "@/lib/workflows/edit-profile";
import { profileView } from "@/lib/workflows/views";
import { closeOverdue } from "./close-overdue";
import { makeScene, type Scene } from "./testing/scene";

/** Everybody does anything at the same time: each is answered, none with a defect, and what is stored then is whole. */
const database = useDatabase();

/** A scene, and the pool that its verbs' connections come from. */
type Ground = Scene & { pool: typeof database.pool };

/** Numbers from a seed (mulberry32): what they try is the same in every run, how they meet is not. */
function random(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

async function newest(scene: Ground): Promise<number> {
  const { rows } = await scene.pool.query<{ number: number }>(
    "select last_request_number as number from organization where id = $1",
    [scene.world.organizationId],
  );
  return Math.max(1, rows[0]?.number ?? 1);
}

async function deploymentIn(scene: Ground, state: "running" | "failed") {
  const { rows } = await scene.pool.query<{ id: DeploymentId }>(
    "select id from deployment where organization_id = $1 and state = $2 order by created_at desc limit 1",
    [scene.world.organizationId, state],
  );
  return rows[0] && findDeployment(scene.db, scene.world.organizationId, rows[0].id);
}

/** Hours as few that some requests expire before they are decided. */
async function edit({ db, as, admin, world }: Scene, hoursToDecide: number) {
  const held = await profileView(db, world.organizationId, "Production");
  if (!held) throw new Error("the gate has a profile");
  const rules = { ...held.rules, hoursToDecide };
  return updateProfile(db, await as(admin), { name: "Production", rules, basedOn: held.rulesHash });
}

const place = { project: "shop", component: "checkout", environment: "production" };

/** What anybody may do, with a chance of its own; `n` is a number of choice. */
const acts: ((scene: Ground, number: number, n: (below: number) => number) => Promise<unknown>)[] = [
  ...Array<(typeof acts)[number]>(4).fill((s, _, n) => s.ask(n(2) === 0 ? s.dev : s.other)),
  ...Array<(typeof acts)[number]>(6).fill((s, number, n) =>
    s.vote(n(2) === 0 ? s.rune : s.ada, n(5) === 0 ? "reject" : "approve", { number }),
  ),
  ...Array<(typeof acts)[number]>(4).fill((s, number, n) =>
    s.promote(n(2) === 0 ? s.dev : s.other, n(2) === 0 ? { request: number } : {}),
  ),
  ...Array<(typeof acts)[number]>(4).fill(async (s, _, n) => {
    const row = await deploymentIn(s, "running");
    if (!row) return;
    if (n(3) > 0) await finishDeployment(s.db, row, { outcome: "delivered", reference: "c0ffee" });
    else await finishDeployment(s.db, row, { outcome: "failed", reason: "The repository is gone." });
  }),
  (s, number, n) => s.cancel(n(2) === 0 ? s.dev : s.admin, number),
  (s, number) => s.override(s.admin, "approve", "The board met on Sunday", number),
  (s, number) => s.revoke(s.admin, "Incident", number),
  (s, number) => s.comment(s.dev, number),
  (s, _, n) => edit(s, n(2) === 0 ? 72 + n(1000) : 0.0001),
  async (s, _, n) =>
    updateMember(s.db, await s.as(s.admin), {
      id: s.rune.id,
      disabled: n(2) === 0,
      roles: [{ role: "reviewer" }],
    }),
  async (s, _, n) =>
    configureWorkflow(s.db, await s.as(s.admin), "environment-promotion", {
      enabled: n(6) > 0,
      reason: "Incident",
    }),
  async (s, _, n) =>
    updateEnvironment(s.db, await s.as(s.admin), {
      environment: "production",
      critical: n(6) > 0,
      reason: "Incident",
    }),
  async (s, _, n) =>
    saveConfiguration(s.db, await s.as(s.dev), { ...place, entries: { A: { value: `${n(3)}` } } }),
  async (s) => {
    const row = await deploymentIn(s, "failed");
    return row && retryDeployment(s.db, await s.as(s.dev), { id: row.id });
  },
  (s) => s.delegate(s.rune, s.ada),
  (s) => closeOverdue(s.db),
];

/** Does what chance says, so many times. Answers the defects. */
async function actor(scene: Ground, seed: number, count: number): Promise<string[]> {
  const n = random(seed);
  const defects: string[] = [];
  for (let done = 0; done < count; done++) {
    const which = n(acts.length);
    const number = Math.max(1, (await newest(scene)) - n(2));
    await acts[which]?.(scene, number, n).catch((error: Error) =>
      defects.push(`act ${which}: ${(error.cause as Error | undefined)?.message ?? error.message}`),
    );
  }
  return defects;
}

async function everybody(ground: Ground, count: number) {
  const actors = Array.from({ length: 8 }, (_, index) => actor(ground, index, count));
  const defects = (await Promise.all(actors)).flat();
  const { problems, checked } = await verifyRecord(ground.db, ground.world.organizationId);
  return { defects, problems, requests: checked.requests };
}

const wish = { change: { allowBuilderVote: true } };

test(
  "nobody is answered with a defect, nobody waits for ever, and the record is whole",
  async () => {
    const { db, pool } = database;
    const { requests, ...wrong } = await everybody({ ...(await makeScene(db, wish)), pool }, 60 * deep());
    expect(wrong).toEqual({ defects: [], problems: [] });
    // Else too little happened to show anything.
    expect(requests).toBeGreaterThan(10);
  },
  deepTimeout,
);

test("control: without the locks, somebody is", async () => {
  const { db, pool, drop } = await weakenedDatabase(inject("templateUrl"), { without: ["request", "place"] });
  const { defects } = await everybody({ ...(await makeScene(db, wish)), pool }, 30);
  await drop();
  expect(defects).not.toEqual([]);
});
