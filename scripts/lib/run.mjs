// Plain JavaScript for Node 20 and without dependencies: it runs before there are any.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, environment, root } from "./install.mjs";

/**
 * Installs what is missing, then runs `script` on the Node of package.json, passes on the signals that ask to stop and
 * ends as it ends. `flags` are for Node itself.
 */
export function run(script, flags = []) {
  try {
    ensureInstalled();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  const node = join(root, "node_modules", ".bin", "node");
  const args = [...flags, join(root, "scripts", script), ...process.argv.slice(2)];
  const child = spawn(node, args, { cwd: root, env: environment(), stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

/**
 * Ends with the npm that started us (`exec` in package.json leaves no shell between us, so that npm's signals arrive
 * too). Without npm nothing is watched: a script started in the background outlives its terminal.
 */
function whenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    stop();
  }, 500);
  watch.unref();
}
