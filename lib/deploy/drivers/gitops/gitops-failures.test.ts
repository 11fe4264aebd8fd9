import { mkdirSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { anOrder, checkoutFile, digestOf, testHost } from "@/lib/deploy/testing/an-order";
import { gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { gitopsDriver } from "./gitops-driver";

// Real git, many processes: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const sandbox = gitSandbox();
const host = testHost(sandbox);
const driver = gitopsDriver(host);
afterAll(() => sandbox.remove());

const newRepository = () => sandbox.bare(`${crypto.randomUUID()}.git`);
const commits = (repository: string) =>
  sandbox.git(repository, "log", "--format=%H", "main").trim().split("\n");
const leftovers = () => readdirSync(host.workDirectory);

test("a push that the repository refuses fails with its reason, without local paths", async () => {
  const repository = newRepository();
  sandbox.commit(repository, { "README.md": "hello\n" });
  sandbox.hook(repository, "pre-receive", 'echo "Change freeze until Monday (see $(pwd))" >&2; exit 1');

  const result = await driver.deploy(anOrder(repository));

  expect(result).toMatchObject({
    outcome: "failed",
    reason: expect.stringContaining("Change freeze until Monday"),
  });
  expect(result).toMatchObject({ reason: expect.stringContaining("pre-receive hook declined") });
  expect(JSON.stringify(result)).not.toContain(sandbox.root);
  expect(commits(repository)).toHaveLength(1);
  expect(leftovers()).toEqual([]);
});

test.each([
  { name: "broken YAML", text: "image: [\n", says: /not valid YAML/ },
  { name: "a list", text: "- one\n", says: /not a YAML map/ },
  { name: "several documents", text: "a: 1\n---\nb: 2\n", says: /not valid YAML/ },
  { name: "a key given twice", text: "image: {}\nimage: {}\n", says: /not valid YAML/ },
  { name: "text where a map is needed", text: "image: checkout\n", says: /no room/ },
  { name: "bytes that are not text", text: Buffer.from("a: é\n", "latin1"), says: /not UTF-8/ },
])("a file with $name fails with a sentence and stays as it was", async ({ text, says }) => {
  const repository = newRepository();
  sandbox.commit(repository, { [checkoutFile]: text });
  const result = await driver.deploy(anOrder(repository));
  expect(result).toMatchObject({ outcome: "failed", reason: expect.stringMatching(says) });
  expect(commits(repository)).toHaveLength(1);
});

test("a branch that is missing beside others is a mistake in the settings, not a branch to make", async () => {
  const repository = newRepository();
  sandbox.commit(repository, { "README.md": "hello\n" });
  const order = anOrder(repository);
  const settings = { repository, branch: "release/2" };
  const result = await driver.deploy({ ...order, target: { ...order.target, settings } });
  expect(result).toEqual({ outcome: "failed", reason: "The repository has no branch release/2." });
});

test("reading what is live answers digest, build and the commit it was read at", async () => {
  const repository = newRepository();
  const { target, signal } = anOrder(repository);
  expect(await driver.readLive(target, signal)).toEqual({
    outcome: "read",
    digest: null,
    build: null,
    reference: null,
  });

  await driver.deploy(anOrder(repository));
  const head = sandbox.commit(repository, { "README.md": "hello\n" });

  expect(await driver.readLive(target, signal)).toEqual({
    outcome: "read",
    digest: digestOf("a"),
    build: 47,
    reference: head,
  });
  expect(leftovers()).toEqual([]);
});

test("a repository that is not there is unreachable, in words without its local path", async () => {
  const { target, signal } = anOrder(join(sandbox.root, "missing.git"));
  const reading = await driver.readLive(target, signal);
  expect(reading).toMatchObject({ outcome: "unreachable", reason: expect.stringMatching(/the repository/) });
  expect(JSON.stringify(reading)).not.toContain(sandbox.root);
});

test("a machine without git says so", async () => {
  const bare = gitopsDriver({ ...host, environment: { PATH: sandbox.root } });
  const result = await bare.deploy(anOrder(newRepository()));
  expect(result).toEqual({
    outcome: "failed",
    reason: "git is not installed on the server that runs Countersign.",
  });
});

test("what a killed process left behind is removed by the next one, what is in use is not", async () => {
  const abandoned = join(host.workDirectory, "gitops-abandoned");
  const inUse = join(host.workDirectory, "gitops-in-use");
  for (const folder of [abandoned, inUse]) mkdirSync(folder, { recursive: true });
  utimesSync(abandoned, new Date(0), new Date(0));

  await driver.deploy(anOrder(newRepository()));

  expect(leftovers()).toEqual(["gitops-in-use"]);
  rmSync(inUse, { recursive: true });
});

test("a worker that stops gets a rejection, never an outcome, and leaves no files", async () => {
  const repository = newRepository();
  const stop = new AbortController();
  const progress = (line: string) => {
    if (line.startsWith("Pushing")) stop.abort(new Error("stopping"));
  };
  await expect(driver.deploy(anOrder(repository, { progress, signal: stop.signal }))).rejects.toThrow(
    "stopping",
  );
  expect(leftovers()).toEqual([]);
});
