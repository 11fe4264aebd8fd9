import { readFileSync } from "node:fs";
import { join } from "node:path";

const key = Symbol.for("countersign.build");

/**
 * Which build of Countersign this server runs. A page of another build is not refreshed under somebody's hands: the
 * browser would load it anew, and what was typed would be gone.
 */
export function serverBuild(): string {
  const holder = globalThis as { [key]?: string };
  holder[key] ??= readBuild();
  return holder[key];
}

/** `npm run dev` has none: its pages change in place. */
function readBuild(): string {
  try {
    return readFileSync(join(process.cwd(), ".next", "BUILD_ID"), "utf8");
  } catch {
    return "development";
  }
}
