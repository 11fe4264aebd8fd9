import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isReservedSlug } from "./reserved-slugs";

/** What stands at the top of an address: folders, and those inside of groups, but no parameters. */
function topLevelRoutes(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || /^[[_@]/u.test(entry.name)) return [];
    return entry.name.startsWith("(") ? topLevelRoutes(join(folder, entry.name)) : [entry.name];
  });
}

test.each([...topLevelRoutes(join(import.meta.dirname, "../../app")), "_next", ".well-known"])(
  "no organization can take the address /%s from a route of ours",
  (slug) => {
    expect(isReservedSlug(slug)).toBe(true);
  },
);
