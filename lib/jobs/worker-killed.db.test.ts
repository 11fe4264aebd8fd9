import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, requestsOf } from "@/db/testing/rows";
import { answer, makeScene } from "@/lib/approvals/testing/scene";
import { type GitSandbox, gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { listFileMails } from "@/lib/notifications/read-file-mail";
import { handOver } from "./store";
import { ended, killed, secondsLater, workerProcesses } from "./testing/worker-process";

/** Case G11 with real parts: a worker of its own process, a real repository, kill -9. */
const database = useDatabase();
const sandbox: GitSandbox = gitSandbox();
const data = join(sandbox.root, "data");
process.env.ALLOW_LOCAL_GIT = "1";
process.env.COUNTERSIGN_DATA_DIR = data;

const workers = workerProcesses(database);
afterEach(() => workers.killAll());
afterAll(() => sandbox.remove());

const patience = { timeout: 30_000, interval: 50 };
const aMinute = { timeout: 60_000, interval: 100 };

/** An approved promotion into a repository whose hook says when the push has reached it, and waits for `go`. */
async function promoted(hook: "pre-receive" | "post-receive", onApproval: "unlock" | "execute" = "unlock") {
  const scene = await makeScene(database.db, { change: { onApproval } });
  const { world, dev, rune } = scene;
  const repository = sandbox.bare(`${world.slug}.git`);
  sandbox.commit(repository, { "README.md": "What runs where" });
  await database.pool.query("update environment set driver_settings = $1 where id = $2", [
    JSON.stringify({ repository }),
    world.environments.production,
  ]);
  const reached = join(sandbox.root, `${world.slug}.reached`);
  const go = join(sandbox.root, `${world.slug}.go`);
  sandbox.hook(repository, hook, `touch ${reached}; while [ ! -e ${go} ]; do sleep 0.05; done`);
  await scene.ask(dev);
  await scene.vote(rune, "approve");
  // Nobody clicks Promote under execute: the first worker finds what was promised with the approval.
  if (onApproval === "unlock") expect(answer(await scene.promote(dev, { request: 1 }))).toBe("ok");
  return {
    ...scene,
    repository,
    reached: () => vi.waitFor(() => expect(existsSync(reached)).toBe(true), patience),
    go: () => writeFileSync(go, ""),
  };
}

type Promoted = Awaited<ReturnType<typeof promoted>>;

/** Finished, with one commit and every mail once. */
async function expectWhole({ world, repository, build }: Promoted): Promise<void> {
  expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 approved used"]);
  expect(await deploymentsOf(database.pool, world.organizationId)).toEqual(["promote #47 grant succeeded"]);
  const commits = sandbox.git(
    repository,
    "log",
    "--format=%(trailers:key=Countersign-Deployment,valueonly)",
    "main",
  );
  expect(commits.match(/dep_\w+/g)).toHaveLength(1);
  expect(sandbox.read(repository, "environments/production/checkout.yaml")).toContain(build.digest);
  await vi.waitFor(async () => expect(await mailsTo(world.slug)).toHaveLength(3), patience);
  expect(await mailsTo(world.slug)).toEqual([
    "ada.berg: Review",
    "ines.duarte: Approved",
    "rune.kvist: Review",
  ]);
}

const used = async ({ world }: Promoted) =>
  expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 approved used"]);

test.each([
  ["alone, while its push goes on without it", "pre-receive", false, "unlock"],
  [
    "with all it had started, after the commit arrived and before that was written down",
    "post-receive",
    true,
    "unlock",
  ],
  ["in the middle of what runs by itself", "pre-receive", true, "execute"],
] as const)(
  "G11 a worker killed %s: finished by the next, one commit, every mail once",
  async (_, hook, group, onApproval) => {
    const promotion = await promoted(hook, onApproval);
    const first = workers.start();
    await promotion.reached();
    await killed(first, group);
    promotion.go();
    await secondsLater(database);

    workers.start();
    await vi.waitFor(() => used(promotion), patience);
    await expectWhole(promotion);
  },
  90_000,
);

test("a worker that runs already takes a killed one's jobs over within a minute", async () => {
  const promotion = await promoted("pre-receive");
  const first = workers.start();
  await promotion.reached();
  workers.start();
  await killed(first);
  promotion.go();
  await vi.waitFor(() => used(promotion), aMinute);
  await expectWhole(promotion);
}, 120_000);

describe("SIGTERM", () => {
  test("a worker finishes what it has begun, begins nothing more, and goes", async () => {
    const promotion = await promoted("pre-receive");
    const { world, ask, dev } = await makeScene(database.db);
    const worker = workers.start();
    await promotion.reached();
    expect(await isFetching()).toBe(true);
    worker.kill("SIGTERM");
    await vi.waitFor(async () => expect(await isFetching()).toBe(false), patience);
    await ask(dev);
    await handOver(database.db, 200);
    promotion.go();
    expect(await ended(worker)).toBe(0);
    await expectWhole(promotion);
    expect(await mailsTo(world.slug)).toEqual([]);
  });

  test("what takes longer is broken off and given back: finished by the next, one commit", async () => {
    const promotion = await promoted("pre-receive");
    const worker = workers.start();
    await promotion.reached();
    worker.kill("SIGTERM");
    expect(await ended(worker)).toBe(0);
    const { rows } = await database.pool.query("select locked_by from graphile_worker._private_jobs");
    expect(rows).toEqual([{ locked_by: null }]);
    promotion.go();

    workers.start();
    await vi.waitFor(() => used(promotion), patience);
    await expectWhole(promotion);
  });
});

/** Whether any worker listens for jobs. */
async function isFetching(): Promise<boolean> {
  const { rows } = await database.owner.query(
    "select 1 from pg_stat_activity where datname = current_database() and query like 'LISTEN%'",
  );
  return rows.length > 0;
}

/** Mails that link into this organization: to whom, and the first word of the subject. */
async function mailsTo(slug: string): Promise<string[]> {
  const mails = await listFileMails(data);
  return mails
    .filter(({ text }) => text.includes(`/${slug}/`))
    .map(({ to, subject }) => `${to.email.split("@")[0]}: ${subject.split(/\W/)[0]}`)
    .sort();
}
