import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/db/testing/database";
import { makeScene } from "@/lib/approvals/testing/scene";
import { gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { listFileMails } from "@/lib/notifications/read-file-mail";
import { ended, secondsLater, workerProcesses } from "./testing/worker-process";

/** Kill -9 of a real worker at each of its steps from the commit to the end of a job: the next one finishes, nothing twice. */
const database = useDatabase();
const sandbox = gitSandbox();
const data = join(sandbox.root, "data");
process.env.COUNTERSIGN_DATA_DIR = data;
const workers = workerProcesses(database);
afterEach(() => workers.killAll());
afterAll(() => sandbox.remove());

const steps = [
  { step: "between commit and drain", killAt: /graphile_worker\.add_job/ },
  { step: "as it drains", killAt: /graphile_worker\.add_job/, unanswered: true },
  { step: "between drain and job", killAt: /_private_jobs[\s\S]*for update[\s\S]*skip locked/ },
  { step: "as it takes a job", killAt: /_private_jobs[\s\S]*for update[\s\S]*skip locked/, unanswered: true },
  { step: "with the job in its hands", killAt: /from "effect" where/ },
  { step: "with the mail written and not marked", killAt: /update "effect" set "done_at"/ },
  { step: "as it marks the mail", killAt: /update "effect" set "done_at"/, unanswered: true },
  { step: "with the mail marked and the job still there", killAt: /delete from .*_private_jobs|gwcj/ },
];

/** Mails that link into an organization: to whom, and when each was written. */
async function mailsOf(slug: string): Promise<string[]> {
  const mails = (await listFileMails(data)).filter(({ text }) => text.includes(`/${slug}/`));
  return mails.map(({ to, at }) => `${to.email} ${at}`).sort();
}

/** Effects that are not done, and jobs that are left. */
async function left(): Promise<{ undone: number; jobs: number }> {
  const { rows } =
    await database.pool.query(`select (select count(*)::int from effect where done_at is null) as undone,
    (select count(*)::int from graphile_worker._private_jobs) as jobs`);
  return rows[0];
}

test.each(steps)("killed $step: afterwards every mail is there once", async ({ killAt, unanswered }) => {
  const { world, ask, dev, ada, rune } = await makeScene(database.db);
  await ask(dev);
  expect(await ended(workers.start({ killAt, ...(unanswered && { unanswered }) }))).toBe("SIGKILL");
  const written = await mailsOf(world.slug);
  await secondsLater(database);

  workers.start();
  const all = { timeout: 60_000, interval: 50 };
  await vi.waitFor(async () => expect(await left()).toEqual({ undone: 0, jobs: 0 }), all);
  const mails = await mailsOf(world.slug);
  expect(mails.map((mail) => mail.split(" ")[0])).toEqual([ada.email, rune.email]);
  // What the first one wrote is still what it wrote: the second was told that it is there.
  expect(mails).toEqual(expect.arrayContaining(written));
});
