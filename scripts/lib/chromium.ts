import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { root } from "./children.ts";
import { Stop } from "./stages.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium to test with: the one named, one on the PATH, or the one that Playwright installed. */
export function findChromium(): string | undefined {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, chromium.executablePath()].find((path) => existsSync(path) && runs(path));
}

/** Installs one when there is none: Playwright's own, else Debian's as root. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  const playwright = join(root, "node_modules", ".bin", "playwright");
  spawnSync(playwright, ["install", "chromium"], { stdio: "ignore", timeout: 300_000 });
  const playwrights = findChromium();
  if (playwrights) return playwrights;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update"], { stdio: "ignore", timeout: 300_000, env });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
      stdio: "ignore",
      timeout: 900_000,
      env,
    });
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Stop(
    "No Chromium was found and none could be installed: install one and set PLAYWRIGHT_CHROMIUM_PATH.",
  );
}

/** Playwright's download starts only with libraries that a bare machine may not have. */
function runs(path: string): boolean {
  return spawnSync(path, ["--version", "--no-sandbox"], { timeout: 20_000, stdio: "ignore" }).status === 0;
}
