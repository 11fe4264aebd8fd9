import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { deploymentsOf, requestsOf } from "@/db/testing/rows";
import { answer, makeScene } from "@/lib/approvals/testing/scene";
import { type GitSandbox, gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { listFileMails } from "@/lib/notifications/read-file-mail";

/** Case G11 with real parts: a worker of its own process, a real repository, kill -9. */
const database = useDatabase();
const sandbox: GitSandbox = gitSandbox();
const data = join(sandbox.root, "data");
process.env.ALLOW_LOCAL_GIT = "1";
process.env.COUNTERSIGN_DATA_DIR = data;

let workers: ChildProcess[] = [];
afterEach(async () => {
  await Promise.all(workers.map((worker) => killed(worker)));
  workers = [];
});

afterAll(() => sandbox.remove());

/** In a process group of its own, so that all it has started can be killed with it. */
function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
    env: { ...process.env, DATABASE_URL: database.connectionString },
    stdio: "ignore",
    detached: true,
  });
  workers.push(worker);
  return worker;
}

async function killed(worker: ChildProcess, group = true): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null || !worker.pid) return;
  const over = once(worker, "exit");
  process.kill(group ? -worker.pid : worker.pid, "SIGKILL");
  await over;
}

const patience = { timeout: 30_000, interval: 50 };

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
    const first = startWorker();
    await vi.waitFor(() => expect(existsSync(reached)).toBe(true), patience);
    await killed(first, group);
    writeFileSync(go, "");
    // As if the seconds had passed in which a worker that has just started may not hold its lock yet.
    await database.pool.query(
      "update graphile_worker._private_jobs set locked_at = locked_at - interval '10 seconds'",
    );

    startWorker();
    await vi.waitFor(
      async () => expect(await requestsOf(database.pool, world.organizationId)).toEqual(["#1 approved used"]),
      patience,
    );
    expect(await deploymentsOf(database.pool, world.organizationId)).toEqual(["promote #47 grant succeeded"]);
    const commits = sandbox.git(
      repository,
      "log",
      "--format=%(trailers:key=Countersign-Deployment,valueonly)",
      "main",
    );
    expect(commits.match(/dep_\w+/g)).toHaveLength(1);
    expect(sandbox.read(repository, "environments/production/checkout.yaml")).toContain(scene.build.digest);
    await vi.waitFor(async () => expect(await mailsTo(world.slug)).toHaveLength(3), patience);
    expect(await mailsTo(world.slug)).toEqual([
      "ada.berg: Review",
      "ines.duarte: Approved",
      "rune.kvist: Review",
    ]);
  },
  90_000,
);

/** Mails that link into this organization: to whom, and the first word of the subject. */
async function mailsTo(slug: string): Promise<string[]> {
  const mails = await listFileMails(data);
  return mails
    .filter(({ text }) => text.includes(`/${slug}/`))
    .map(({ to, subject }) => `${to.email.split("@")[0]}: ${subject.split(/\W/)[0]}`)
    .sort();
}
