import { readdirSync } from "node:fs";
import { afterAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
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
const trailers = (repository: string) =>
  sandbox.git(repository, "log", "-1", "--format=%(trailers:only)", "main").trim();
const leftovers = () => readdirSync(host.workDirectory);

test("the first delivery makes the branch, the file and one commit that names request and approvers", async () => {
  const repository = newRepository();
  const lines: string[] = [];
  const order = anOrder(repository, { progress: (line) => lines.push(line) });

  const result = await driver.deploy(order);

  expect(result).toEqual({ outcome: "delivered", reference: commits(repository)[0] });
  expect(parse(sandbox.read(repository, checkoutFile))).toEqual({
    image: { repository: "registry.example.com/shop/checkout", digest: digestOf("a") },
    build: 47,
    configuration: { LOG_LEVEL: "info", DB_PASSWORD: { secret: "shop/db#password" } },
  });
  expect(sandbox.git(repository, "log", "-1", "--format=%s", "main").trim()).toBe(
    "Promote checkout #47 to production",
  );
  expect(trailers(repository).split("\n")).toEqual([
    "Countersign-Request: 42",
    "Approved-by: Grace Hopper <grace@example.com>",
    "Promoted-by: Ada Lovelace <ada@example.com>",
    `Countersign-Deployment: ${order.deploymentId}`,
  ]);
  expect(lines.join("\n")).toContain(checkoutFile);
  expect(leftovers()).toEqual([]);
  expect(sandbox.git(repository, "fsck", "--strict", "--full")).not.toMatch(/error|missing/);
});

test("a file that exists keeps its comments and everything that is not ours", async () => {
  const repository = newRepository();
  const before = `# Owned by the platform team\nreplicas: 3 # for Black Friday\nimage:\n  digest: ${digestOf("1")} # live\n`;
  sandbox.commit(repository, { [checkoutFile]: before, "README.md": "hello\n" });

  const result = await driver.deploy(anOrder(repository, { expectedDigest: digestOf("1") }));

  expect(result.outcome).toBe("delivered");
  const after = sandbox.read(repository, checkoutFile);
  expect(after).toContain("# Owned by the platform team\nreplicas: 3 # for Black Friday\n");
  expect(after).toContain(`  digest: ${digestOf("a")} # live\n`);
  expect(sandbox.git(repository, "show", "--stat", "--format=", "main")).toMatch(/1 file changed/);
  expect(sandbox.read(repository, "README.md")).toBe("hello\n");
});

test("somebody else who pushes first costs a retry, not their commit", async () => {
  const repository = newRepository();
  sandbox.commit(repository, { "README.md": "one\n" });
  let pushes = 0;
  const progress = (line: string) => {
    if (line.startsWith("Pushing") && pushes++ < 2)
      sandbox.commit(repository, { "README.md": `${pushes} more\n` });
  };

  const result = await driver.deploy(anOrder(repository, { progress }));

  expect(result.outcome).toBe("delivered");
  expect(pushes).toBe(3);
  expect(commits(repository)).toHaveLength(4);
  expect(sandbox.read(repository, "README.md")).toBe("2 more\n");
});

test("five components delivered to one repository at the same time all arrive", async () => {
  const repository = newRepository();
  const orders = ["a", "b", "c", "d", "e"].map((component) => {
    const order = anOrder(repository);
    return { ...order, target: { ...order.target, component } };
  });

  const results = await Promise.all(orders.map((order) => driver.deploy(order)));

  expect(results.map((result) => result.outcome)).toEqual(orders.map(() => "delivered"));
  expect(commits(repository)).toHaveLength(5);
});

test("a worker that died between push and report finds its commit and makes no second one", async () => {
  const repository = newRepository();
  const order = anOrder(repository);
  const first = await driver.deploy(order);
  sandbox.commit(repository, { "README.md": "later\n" });
  sandbox.commit(repository, { "README.md": "later still\n" });

  expect(await driver.deploy(order)).toEqual(first);
  expect(commits(repository)).toHaveLength(3);
});

test("a deployment's id in somebody's prose, or a longer id, is not its trailer", async () => {
  const repository = newRepository();
  const order = anOrder(repository, { deploymentId: "dep_77" });
  sandbox.commit(
    repository,
    { a: "1" },
    "Talk\n\nCountersign-Deployment: dep_77\nis what we look for.\n\nSo: there",
  );
  sandbox.commit(repository, { a: "2" }, "Other\n\nCountersign-Deployment: dep_777");

  await driver.deploy(order);

  expect(commits(repository)).toHaveLength(3);
});

test("a push whose answer was lost is found on the branch, not reported as failed", async () => {
  const repository = newRepository();
  // After the update the server's side is killed before it can answer.
  sandbox.hook(repository, "post-receive", 'kill -9 "$PPID"');

  const result = await driver.deploy(anOrder(repository));

  expect(result).toEqual({ outcome: "delivered", reference: commits(repository)[0] });
});

test("a lost answer from a repository that is gone then says that the outcome is unknown", async () => {
  const repository = newRepository();
  sandbox.hook(repository, "post-receive", `mv '${repository}' '${repository}.gone'; kill -9 "$PPID"`);

  const result = await driver.deploy(anOrder(repository));

  expect(result).toMatchObject({ outcome: "failed", reason: expect.stringContaining("is unknown") });
  expect(JSON.stringify(result)).not.toContain(sandbox.root);
});

test("a digest that is not the believed one is drift, and nothing is written", async () => {
  const repository = newRepository();
  sandbox.commit(repository, { [checkoutFile]: `image:\n  digest: ${digestOf("9")}\n` });

  expect(await driver.deploy(anOrder(repository, { expectedDigest: digestOf("1") }))).toEqual({
    outcome: "drifted",
    found: digestOf("9"),
  });
  expect(await driver.deploy(anOrder(repository))).toEqual({ outcome: "drifted", found: digestOf("9") });
  expect(commits(repository)).toHaveLength(1);
});

test("a file that disappeared is drift too", async () => {
  const repository = newRepository();
  sandbox.commit(repository, { "README.md": "hello\n" });
  const result = await driver.deploy(anOrder(repository, { expectedDigest: digestOf("1") }));
  expect(result).toEqual({ outcome: "drifted", found: null });
});

test("somebody who writes another digest while we push is drift, not overwritten", async () => {
  const repository = newRepository();
  sandbox.commit(repository, { "README.md": "hello\n" });
  const progress = (line: string) => {
    if (line.startsWith("Pushing"))
      sandbox.commit(repository, { [checkoutFile]: `image: { digest: "${digestOf("9")}" }\n` });
  };
  const result = await driver.deploy(anOrder(repository, { progress }));
  expect(result).toEqual({ outcome: "drifted", found: digestOf("9") });
});

test("delivering what the file holds already still leaves a commit with the trailer", async () => {
  const repository = newRepository();
  await driver.deploy(anOrder(repository));
  const again = anOrder(repository, { kind: "redeploy", request: null, expectedDigest: digestOf("a") });

  expect(await driver.deploy(again)).toEqual({ outcome: "delivered", reference: commits(repository)[0] });
  expect(commits(repository)).toHaveLength(2);
  expect(trailers(repository)).toBe(
    `Promoted-by: Ada Lovelace <ada@example.com>\nCountersign-Deployment: ${again.deploymentId}`,
  );
});
