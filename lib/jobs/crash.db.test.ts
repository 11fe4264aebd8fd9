import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deep } from "@/db/testing/deep";
import { type Death, mortal } from "@/db/testing/mortal";
import { deploymentsOf, eventsOf, requestsOf } from "@/db/testing/rows";
import { makeScene, type Scene } from "@/lib/approvals/testing/scene";
import { verifyRecord } from "@/lib/audit/verify-record";
import { type GitSandbox, gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import type { EffectId } from "@/lib/kernel/ids";
import { listFileMails } from "@/lib/notifications/read-file-mail";
import { handOver } from "./store";
import { doEffect } from "./tasks";

/**
 * What was promised, when the process that does it dies: at the statement that hands it over, and at every statement of
 * the job. `worker-killed` kills real workers at the same places.
 */
const database = useDatabase();
const sandbox: GitSandbox = gitSandbox();
const data = join(sandbox.root, "data");
process.env.ALLOW_LOCAL_GIT = "1";
process.env.COUNTERSIGN_DATA_DIR = data;

afterAll(() => sandbox.remove());

const deaths: Death[] = ["before", "unanswered"];

interface Promised {
  id: EffectId;
  kind: string;
  jobs: number;
  handed: boolean;
  done: boolean;
}

/** What was promised in an organization, and how often it was handed over. */
async function promised({ world }: Scene): Promise<Promised[]> {
  const { rows } = await database.pool.query<Promised>(
    `select id, kind, handed_at is not null as handed, done_at is not null as done,
      (select count(*)::int from graphile_worker._private_jobs j where j.key = effect.id) as jobs
      from effect where organization_id = $1 order by id`,
    [world.organizationId],
  );
  return rows;
}

test.each(deaths)(
  "dies as it hands over (%s): afterwards every effect is handed over once",
  async (death) => {
    const scene = await makeScene(database.db);
    await scene.ask(scene.dev);
    for (let at = 1, died = true; died; at++) {
      const process = mortal(database.connectionString, at, death);
      await handOver(process.db, 200).catch(() => undefined);
      await process.buried(database.pool);
      died = process.died();
      const found = await promised(scene);
      expect(found).toHaveLength(2);
      for (const { jobs, handed } of found) expect(jobs).toBe(handed ? 1 : 0);
      if (!died) expect(found.every(({ jobs }) => jobs === 1)).toBe(true);
    }
  },
);

/** Begins the job again and again, dying one statement later each time, until it gets through. Answers how often it died. */
async function diesThroughout(id: EffectId, death: Death): Promise<number> {
  for (let at = 1; ; at++) {
    const process = mortal(database.connectionString, at, death);
    const done = await doEffect(process.db, id, AbortSignal.timeout(60_000)).then(
      () => true,
      () => false,
    );
    await process.buried(database.pool);
    expect(done).toBe(!process.died());
    if (done) return at - 1;
  }
}

test.each(deaths)("dies at every statement of a mail's job (%s): the mail is there once", async (death) => {
  const scene = await makeScene(database.db);
  await scene.ask(scene.dev);
  for (const { id } of await promised(scene)) expect(await diesThroughout(id, death)).toBeGreaterThan(3);
  expect((await promised(scene)).every(({ done }) => done)).toBe(true);
  const mails = (await listFileMails(data)).filter(({ text }) => text.includes(`/${scene.world.slug}/`));
  expect(mails.map(({ to }) => to.email).sort()).toEqual([scene.ada.email, scene.rune.email]);
});

// Each run is a visit to a repository with git: the second way to die is for the deep run.
test.each(deep() > 1 ? deaths : deaths.slice(0, 1))(
  "dies at every statement of a deployment's job (%s): one commit, and everything that follows from it once",
  async (death) => {
    const scene = await makeScene(database.db);
    const { world, dev, rune } = scene;
    const repository = sandbox.bare(`${world.slug}.git`);
    sandbox.commit(repository, { "README.md": "What runs where" });
    await database.pool.query("update environment set driver_settings = $1 where id = $2", [
      JSON.stringify({ repository }),
      world.environments.production,
    ]);
    await scene.ask(dev);
    await scene.vote(rune, "approve");
    await scene.promote(dev, { request: 1 });
    const run = (await promised(scene)).find(({ kind }) => kind === "deployment.run");
    if (!run) throw new Error("a promotion promises its run");
    expect(await diesThroughout(run.id, death)).toBeGreaterThan(10);

    const trailers = "--format=%(trailers:key=Countersign-Deployment,valueonly)";
    expect(sandbox.git(repository, "log", trailers, "main").match(/dep_\w+/g)).toHaveLength(1);
    expect(await deploymentsOf(database.pool, world.organizationId)).toEqual(["promote #47 grant succeeded"]);
    expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 approved used"]);
    const events = await eventsOf(database.pool, world.organizationId);
    expect(events.filter((type) => type === "approval.finished")).toHaveLength(1);
    expect((await verifyRecord(database.db, world.organizationId)).problems).toEqual([]);
  },
  300_000,
);
