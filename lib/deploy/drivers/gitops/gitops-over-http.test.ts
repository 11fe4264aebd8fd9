import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { anOrder, checkoutFile, digestOf, testHost } from "@/lib/deploy/testing/an-order";
import { type GitHttpServer, startGitHttpServer } from "@/lib/deploy/testing/git-http-server";
import { gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { gitopsDriver } from "./gitops-driver";

const password = "tok-3n+with/signs";
// Real git, many processes: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const sandbox = gitSandbox();
const driver = gitopsDriver(testHost(sandbox));
let server: GitHttpServer;
/** Accepts connections and never answers. */
let silent: Server;
const connections: Socket[] = [];

beforeAll(async () => {
  server = await startGitHttpServer({ root: sandbox.root, username: "x-access-token", password });
  silent = createServer((socket) => connections.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  await server.close();
  for (const socket of connections) socket.destroy();
  await new Promise<void>((resolve) => silent.close(() => resolve()));
  sandbox.remove();
});

function orderOver(url: string, token: string | null) {
  const order = anOrder(url);
  const credential = token === null ? null : ({ kind: "token", username: "x-access-token", token } as const);
  return { ...order, target: { ...order.target, credential } };
}

function portOf(listening: { address(): unknown }): number {
  return (listening.address() as AddressInfo).port;
}

/** Everything that processes of this machine can read about git and its children: their arguments. */
function gitArguments(): string[] {
  const lines = existsSync("/proc/self/cmdline")
    ? readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map(argumentsOf)
    : execFileSync("ps", ["-axo", "args"], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => /^(?:\S*\/)?git/.test(line));
}

function argumentsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

test("delivers through a server that asks for a token, and fetches only the one file's content", async () => {
  const repository = sandbox.bare("shop.git");
  sandbox.commit(repository, {
    "big.txt": "x".repeat(100_000),
    [checkoutFile]: `image:\n  digest: ${digestOf("1")}\n`,
  });
  sandbox.commit(repository, { "README.md": "two\n" });
  const clones = join(sandbox.root, "private");
  let objects = "";
  const progress = (line: string) => {
    if (!line.startsWith("Pushing")) return;
    const [clone = ""] = readdirSync(clones);
    expect(statSync(join(clones, clone)).mode & 0o777).toBe(0o700);
    objects = sandbox.git(join(clones, clone, "git"), "cat-file", "--batch-all-objects", "--batch-check");
  };
  const order = { ...orderOver(`${server.url}/shop.git`, password), expectedDigest: digestOf("1"), progress };

  const result = await driver.deploy(order);

  expect(result).toEqual({
    outcome: "delivered",
    reference: sandbox.git(repository, "rev-parse", "main").trim(),
  });
  expect(objects.split("\n").filter((line) => line.includes(" blob "))).toHaveLength(2);
  expect(sandbox.read(repository, checkoutFile)).toContain(digestOf("a"));
  expect(sandbox.read(repository, "big.txt")).toHaveLength(100_000);
  expect(sandbox.git(repository, "fsck", "--full")).not.toMatch(/error|missing/);
  expect(await driver.deploy(order)).toEqual(result);
  expect(await driver.readLive(order.target, order.signal)).toMatchObject({
    outcome: "read",
    digest: digestOf("a"),
  });
});

test.each([
  { name: "a wrong token", token: "wr0ng-t0ken" },
  { name: "no token", token: null },
])("$name fails with a sentence that holds neither token nor prompt", async ({ token }) => {
  const repository = sandbox.bare(`refused-${token}.git`);
  const lines: string[] = [];
  const order = orderOver(`${server.url}/refused-${token}.git`, token);

  const result = await driver.deploy({ ...order, progress: (line) => lines.push(line) });

  expect(result).toMatchObject({
    outcome: "failed",
    reason: expect.stringContaining("The repository did not accept the credential."),
  });
  const told = JSON.stringify([result, lines]);
  expect(told).not.toContain(token ?? "prompt");
  expect(told).not.toContain(Buffer.from(`x-access-token:${token}`).toString("base64"));
  expect(told).not.toContain(sandbox.root);
  expect(sandbox.git(repository, "for-each-ref")).toBe("");
});

test("a server that never answers ends at the time-out, its helpers with it, and no argument holds the token", async () => {
  const port = portOf(silent);
  const slow = gitopsDriver(testHost(sandbox, { callTimeoutMs: 3_000 }));
  const running = slow.deploy(orderOver(`http://127.0.0.1:${port}/shop.git`, password));
  await new Promise<void>((resolve) => silent.once("connection", () => resolve()));

  const during = gitArguments().filter((line) => line.includes(String(port)));
  const result = await running;

  expect(during.some((line) => line.includes("remote-http"))).toBe(true);
  expect(during.join("\n")).not.toContain(password);
  expect(during.join("\n")).not.toContain(Buffer.from(`x-access-token:${password}`).toString("base64"));
  expect(result).toEqual({ outcome: "failed", reason: "The repository did not answer within 3 s." });
  expect(gitArguments().filter((line) => line.includes(String(port)))).toEqual([]);
  expect(readdirSync(`${sandbox.root}/private`)).toEqual([]);
});

test("a stopped worker's git ends at once, without an outcome", async () => {
  const port = portOf(silent);
  const stop = new AbortController();
  const order = { ...orderOver(`http://127.0.0.1:${port}/shop.git`, password), signal: stop.signal };
  silent.once("connection", () => stop.abort(new Error("stopping")));
  await expect(driver.deploy(order)).rejects.toThrow("stopping");
  expect(gitArguments().filter((line) => line.includes(String(port)))).toEqual([]);
});

test("a redirect is not followed: the token goes nowhere but to the address it was given for", async () => {
  const seen: string[] = [];
  const elsewhere = createHttpServer((request, response) => {
    seen.push(request.headers.authorization ?? "nothing");
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  const moved = createHttpServer((request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${portOf(elsewhere)}${request.url}` }).end();
  });
  await new Promise<void>((resolve) => moved.listen(0, "127.0.0.1", resolve));

  const result = await driver.deploy(orderOver(`http://127.0.0.1:${portOf(moved)}/shop.git`, password));

  elsewhere.close();
  moved.close();
  expect(result.outcome).toBe("failed");
  expect(seen).toEqual([]);
});
