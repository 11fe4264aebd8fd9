// Plain JavaScript for Node 20 and without dependencies: it runs before there are any.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");
const modules = join(root, "node_modules");
const binaries = join(modules, ".bin");
const stamp = join(modules, ".countersign-lock");

/** The environment in which `node` is the version of package.json, wherever the script was started. */
export function environment() {
  return {
    ...process.env,
    PATH: [binaries, withoutBinaries()].join(delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
  };
}

/** Without ours: `npm ci` must not run on a Node that it removes. */
function withoutBinaries() {
  const entries = (process.env.PATH ?? "").split(delimiter);
  return entries.filter((entry) => !entry.endsWith(join("node_modules", ".bin"))).join(delimiter);
}

/** Runs `npm ci` when node_modules is missing or is not what package-lock.json says. */
export function ensureInstalled() {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const wanted = createHash("sha256").update(lock).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  if (!isInstalled(JSON.parse(lock))) install();
  writeFileSync(stamp, wanted);
}

/** npm keeps a copy of what it put into node_modules: equal versions mean that there is nothing to do. */
function isInstalled(lock) {
  const copy = join(modules, ".package-lock.json");
  if (!existsSync(copy)) return false;
  const found = JSON.parse(readFileSync(copy, "utf8")).packages;
  return Object.entries(lock.packages).every(
    ([path, entry]) =>
      path === "" || (entry.optional && !found[path]) || found[path]?.version === entry.version,
  );
}

function install() {
  const from = Date.now();
  process.stdout.write("Installing dependencies … ");
  const result = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    env: { ...process.env, PATH: withoutBinaries() },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  process.stdout.write(`${((Date.now() - from) / 1000).toFixed(1)} s\n`);
  if (result.status === 0 && existsSync(join(binaries, "node"))) return;
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? result.error ?? ""}\n`);
  throw new Error("Dependencies could not be installed: see above, then run `npm ci`.");
}
