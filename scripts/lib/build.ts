import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, root } from "./children.ts";
import { Stop, stage } from "./stages.ts";

const inputs = [
  "{app,components,lib,db,emails,public}/**/*",
  "{proxy,instrumentation,next.config}.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const stamp = join(root, ".next", "countersign-inputs");

/**
 * Builds the application unless the last build was made of the same files. `show` says what is going on; with maps it is
 * known of every byte that browsers load which module it comes from.
 */
export async function ensureBuilt(show: typeof stage = stage, withMaps = false): Promise<void> {
  const wanted = hashOfInputs();
  const done = existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && (!withMaps || hasMaps());
  if (done && existsSync(join(root, ".next", "BUILD_ID"))) return;
  await show("Building", async () => {
    const env = { NODE_ENV: "production", ...(withMaps ? { SOURCE_MAPS: "1" } : {}) };
    const { code, output } = await capture("next", ["build"], { env });
    if (code !== 0) throw new Stop(`The build failed:\n${output}`);
    writeFileSync(stamp, wanted);
  });
}

function hasMaps(): boolean {
  return globSync("static/chunks/*.js.map", { cwd: join(root, ".next") }).length > 0;
}

function hashOfInputs(): string {
  const hash = createHash("sha256");
  const files = globSync(inputs, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}
