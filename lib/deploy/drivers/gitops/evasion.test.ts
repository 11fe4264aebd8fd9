import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { anOrder, testHost } from "@/lib/deploy/testing/an-order";
import { gitSandbox } from "@/lib/deploy/testing/git-sandbox";
import { gitopsDriver } from "./gitops-driver";

// Real git, many processes: a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const sandbox = gitSandbox();
const strict = gitopsDriver(testHost(sandbox, { allowLocal: false }));
const local = gitopsDriver(testHost(sandbox));
const pwned = join(sandbox.root, "pwned");
afterAll(() => sandbox.remove());

function orderWith(settings: Record<string, unknown>, names: Record<string, string> = {}) {
  const order = anOrder("");
  return { ...order, target: { ...order.target, settings, ...names } };
}

test.each([
  `ext::sh -c touch% ${pwned}`,
  "ext::sh",
  "fd::17",
  "file:///etc",
  "/var/lib/repository.git",
  "./repository.git",
  "../repository.git",
  `--upload-pack=touch ${pwned}`,
  `-u${pwned}`,
  "git://git.example.com/shop.git",
  "http://git.example.com/shop.git",
  "http://127.0.0.1/shop.git",
  "ftp://git.example.com/shop.git",
  "https://user:token@git.example.com/shop.git",
  "https://token@git.example.com/shop.git",
  "https://git.example.com/../shop.git",
  "https://git.example.com/",
  "https://git.example.com/shop.git?x=1",
  "https://git.example.com/shop.git#x",
  "https://git.example.com\\@evil.example/shop.git",
  "https://-oProxyCommand=x/shop.git",
  "https://git.example.com/-x/shop.git",
  "https://git.example.com/shop.git\n--upload-pack=x",
  "ssh://-oProxyCommand=touch/shop.git",
  "ssh://-oProxyCommand=x@git.example.com/shop.git",
  "ssh://git@-oProxyCommand=x/shop.git",
  "ssh://git:secret@git.example.com/shop.git",
  "ssh://git.example.com/shop.git",
  "-oProxyCommand=x@host:shop.git",
  "git@-oProxyCommand=x:shop.git",
  "git@host:-x",
  "git@host:../shop.git",
  "git@host:$(touch x)",
  "git@host::x",
  " https://git.example.com/shop.git",
  "",
])("the address %j is refused before git is started", async (repository) => {
  const settings = strict.settingsSchema.safeParse({ repository });
  expect(settings.error?.issues[0]).toMatchObject({ path: ["repository"] });
  expect(await strict.deploy(orderWith({ repository }))).toMatchObject({ outcome: "failed" });
  expect(existsSync(join(sandbox.root, "private"))).toBe(false);
  expect(existsSync(pwned)).toBe(false);
});

test.each([
  "ext::sh -c touch% /tmp/x",
  "http://git.example.com/shop.git",
  "http://127.0.0.1.evil.example/shop.git",
  "git://127.0.0.1/shop.git",
  "/var/../etc",
  "//host/share",
  "file://host/share",
])("not even where local paths are allowed: %j", (repository) => {
  expect(local.settingsSchema.safeParse({ repository }).success).toBe(false);
});

test.each([
  "https://git.example.com/shop.git",
  "https://git.example.com:8443/group/sub-group/shop",
  "ssh://git@git.example.com:2222/group/shop.git",
  "git@git.example.com:group/shop.git",
])("the address %j is fine", (repository) => {
  expect(strict.settingsSchema.safeParse({ repository }).error).toBeUndefined();
});

const repository = "https://git.example.com/shop.git";

test.each([
  "--output=x",
  "-f",
  "a..b",
  "a b",
  "main:other",
  "+main",
  "refs/../x",
  "a//b",
  "a.lock",
  ".x",
  "x/.y",
  "a@{1}",
  "a^",
  "",
  "a\nb",
])("the branch %j is refused", (branch) => {
  expect(strict.settingsSchema.safeParse({ repository, branch }).error?.issues[0]).toMatchObject({
    path: ["branch"],
  });
});

test.each([
  "../../{component}.yaml",
  "/etc/{component}.yaml",
  "a/../{component}.yaml",
  "./{component}.yaml",
  "a//{component}.yaml",
  ".git/hooks/{component}.yaml",
  "a/.GIT/x.yaml",
  ".gitattributes.yaml",
  "-x/{component}.yaml",
  "a\\b.yaml",
  "{digest}/x.yaml",
  "{component}",
  "a\n/x.yaml",
  "",
])("the path %j is refused", (path) => {
  expect(strict.settingsSchema.safeParse({ repository, path }).error?.issues[0]).toMatchObject({
    path: ["path"],
  });
});

test.each(["a..b", "", ".", "a.b.", "__proto__ x", "image[0]"])("the field %j is refused", (digest) => {
  const { error } = strict.settingsSchema.safeParse({ repository, fields: { digest } });
  expect(error?.issues[0]).toMatchObject({ path: ["fields", "digest"] });
});

test("two fields in one place, and unknown settings, are refused", () => {
  const overlapping = { repository, fields: { digest: "image.digest", image: "image" } };
  expect(strict.settingsSchema.safeParse(overlapping).error?.issues[0]).toMatchObject({
    path: ["fields", "digest"],
  });
  expect(strict.settingsSchema.safeParse({ repository, hooks: "x" }).success).toBe(false);
  expect(
    strict.settingsSchema.safeParse({ repository, author: { name: "A\nB", email: "a@b.io" } }).success,
  ).toBe(false);
});

test.each([
  { component: "../../x" },
  { component: "a.b" },
  { environment: ".git" },
  { environment: "-x" },
  { project: "A" },
  { organization: "" },
])("the name %j never becomes part of a path", async (names) => {
  const bare = sandbox.bare(`${crypto.randomUUID()}.git`);
  const result = await local.deploy(orderWith({ repository: bare }, names));
  expect(result).toMatchObject({ outcome: "failed", reason: expect.stringContaining("a-z, 0-9 and -") });
  expect(sandbox.git(bare, "for-each-ref")).toBe("");
});

test.each([
  { name: "a folder", files: { environments: { link: "/tmp" } } },
  { name: "a folder inside", files: { real: "x", "environments/production": { link: "../real" } } },
  { name: "the file", files: { real: "x", "environments/production/checkout.yaml": { link: "../../real" } } },
])("a symbolic link in place of $name is never followed", async ({ files }) => {
  const bare = sandbox.bare(`${crypto.randomUUID()}.git`);
  const head = sandbox.commit(bare, files);
  const order = orderWith({ repository: bare });
  const says = { reason: expect.stringContaining("symbolic link") };
  expect(await local.deploy(order)).toMatchObject({ outcome: "failed", ...says });
  expect(await local.readLive(order.target, order.signal)).toMatchObject({ outcome: "unreachable", ...says });
  expect(sandbox.git(bare, "rev-parse", "main").trim()).toBe(head);
});

test("a file where a folder is needed fails with a sentence", async () => {
  const bare = sandbox.bare(`${crypto.randomUUID()}.git`);
  sandbox.commit(bare, { environments: "x" });
  expect(await local.deploy(orderWith({ repository: bare }))).toEqual({
    outcome: "failed",
    reason: "environments is not a folder in the repository.",
  });
});

test("a deployment's id is never a pattern or an option", async () => {
  const bare = sandbox.bare(`${crypto.randomUUID()}.git`);
  for (const deploymentId of ["--all", "dep_.*", "dep_1\nX: y", ""]) {
    expect(await local.deploy({ ...orderWith({ repository: bare }), deploymentId })).toMatchObject({
      outcome: "failed",
    });
  }
});

test("settings saved where local paths were allowed do not work where they are not", async () => {
  const bare = sandbox.bare(`${crypto.randomUUID()}.git`);
  const result = await strict.deploy(orderWith({ repository: bare }));
  expect(result).toMatchObject({
    outcome: "failed",
    reason: expect.stringContaining("settings need attention"),
  });
});
