import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { anOrder, checkoutFile, testHost } from "@/lib/deploy/testing/an-order";
import { gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { sshCommand } from "./git-environment";
import { gitopsDriver } from "./gitops-driver";

// Real git, many processes: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const sandbox = gitSandbox();
const binaries = join(sandbox.root, "bin");
const record = join(sandbox.root, "ssh.log");
afterAll(() => sandbox.remove());

const privateKey = `-----BEGIN OPENSSH PRIVATE KEY-----\n${"a2V5".repeat(16)}\n-----END OPENSSH PRIVATE KEY-----\n`;
const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE";

/** Stands in for ssh and the other machine: notes how it was called, then runs the asked-for git command here. */
function fakeSsh(body = 'for last; do :; done; eval "$last"'): void {
  mkdirSync(binaries, { recursive: true });
  const notes = [
    `printf '%s\\n' "$@" >> '${record}'`,
    'key=$(printf "%s\\n" "$@" | sed -n \'s/^IdentityFile="\\(.*\\)"$/\\1/p\')',
    `stat -c %a "$key" >> '${record}'; cat "$key" "$(dirname "$key")/known_hosts" >> '${record}'`,
  ];
  writeFileSync(join(binaries, "ssh"), `#!/bin/sh\n${notes.join("\n")}\n${body}\n`, { mode: 0o755 });
}

function overSsh(address: string) {
  const order = anOrder(address);
  return {
    ...order,
    target: { ...order.target, credential: { kind: "ssh-key", privateKey, hostKey } as const },
  };
}

function driver() {
  const host = testHost(sandbox, { allowLocal: false });
  return gitopsDriver({ ...host, environment: { PATH: `${binaries}:${host.environment.PATH}` } });
}

test("delivers over ssh with the given key alone, to a host whose key is pinned", async () => {
  fakeSsh();
  const repository = sandbox.bare("shop.git");
  sandbox.commit(repository, { "README.md": "hello\n" });

  const result = await driver().deploy(overSsh(`ssh://git@git.example.com:2222${repository}`));

  expect(result).toEqual({
    outcome: "delivered",
    reference: sandbox.git(repository, "rev-parse", "main").trim(),
  });
  expect(sandbox.read(repository, checkoutFile)).toContain("build: 47");
  const seen = readFileSync(record, "utf8");
  for (const line of [
    "BatchMode=yes",
    "StrictHostKeyChecking=yes",
    "IdentitiesOnly=yes",
    "git@git.example.com",
    "600",
  ]) {
    expect(seen.split("\n")).toContain(line);
  }
  expect(seen).toContain(privateKey);
  expect(seen).toContain(`[git.example.com]:2222 ${hostKey}\n`);
});

test("ssh's complaint is told with what it means, without the key or the clone's path", async () => {
  fakeSsh('cat "$key" >&2; echo "Load key \\"$key\\": error. Host key verification failed." >&2; exit 255');
  const result = await driver().deploy(overSsh("git@git.example.com:shop.git"));
  expect(result).toMatchObject({
    outcome: "failed",
    reason: expect.stringContaining("host key is not the pinned one"),
  });
  expect(JSON.stringify(result)).not.toContain("a2V5");
  expect(JSON.stringify(result)).not.toContain(sandbox.root);
});

test("an address and a credential of different kinds are refused with the remedy", async () => {
  const order = overSsh("https://git.example.com/shop.git");
  expect(await driver().deploy(order)).toMatchObject({
    outcome: "failed",
    reason: expect.stringContaining("needs a token"),
  });
  expect(await driver().deploy(anOrder("git@git.example.com:shop.git"))).toMatchObject({
    outcome: "failed",
    reason: expect.stringContaining("needs a private key"),
  });
});

test("ssh itself understands the command, also with blanks, quotes and percent signs in its paths", () => {
  const command = sshCommand("/a b/it's %h/key", "/a b/it's %h/known_hosts");
  const printed = execFileSync("sh", ["-c", `${command} -G git.example.com`], {
    encoding: "utf8",
    stdio: "pipe",
  });
  expect(printed).toContain("\nuserknownhostsfile /a b/it's %h/known_hosts\n");
  expect(printed).toMatch(/\nidentityfile "?\/a b\/it's %%?h\/key"?\n/);
  expect(printed).toMatch(/\nstricthostkeychecking (?:yes|true)\n/);
  expect(printed).toContain("\nidentitiesonly yes\n");
  expect(printed).toContain("\nglobalknownhostsfile /dev/null\n");
});
