import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** [where, what it imports, what the rule says] */
const forbidden: [string, string, RegExp][] = [
  ["lib/kernel/x.ts", "zod", /kernel imports nothing/],
  ["lib/kernel/x.ts", "@/lib/approvals/core/rules", /kernel imports nothing/],
  ["lib/approvals/core/x.ts", "../store", /core is pure/],
  ["lib/approvals/core/x.ts", "node:fs", /core is pure/],
  ["lib/approvals/core/x.ts", "@/lib/approvals/store", /core is pure/],
  ["lib/deploy/core/x.ts", "@/db/client", /core is pure/],
  ["lib/approvals/cast-vote.ts", "drizzle-orm", /SQL lives in/],
  ["lib/approvals/cast-vote.ts", "@/db/schema", /SQL lives in/],
  ["lib/approvals/loaders.ts", "@/db/schema/approvals", /SQL lives in/],
  ["lib/deploy/drivers/gitops/x.ts", "pg", /SQL lives in/],
  ["app/api/x/route.ts", "@/db/client", /no SQL/],
  ["components/deploy/x.tsx", "drizzle-orm", /no SQL/],
  ["app/[organization]/page.tsx", "@/lib/approvals/cast-vote", /Pages read through loaders/],
  ["app/[organization]/page.tsx", "@/lib/approvals/store", /Pages read through loaders/],
  ["app/[organization]/actions.ts", "@/lib/approvals/store", /call the feature's verb/],
  ["app/api/v1/[[...route]]/route.ts", "@/lib/approvals/execute", /call the feature's verb/],
  ["lib/transport/x.ts", "@/app/(auth)/sign-in/actions", /Nothing imports app/],
  ["e2e/x.spec.ts", "../app/layout", /Nothing imports app/],
  ["components/deploy/x.tsx", "@/app/[organization]/actions", /Components never import actions/],
  ["components/deploy/x.tsx", "@/lib/approvals/cast-vote", /Props in, callbacks in/],
  ["components/ui/x.tsx", "@/lib/approvals/views", /nothing of the domain/],
  ["lib/approvals/cast-vote.ts", "@/lib/deploy/promote", /effects and views/],
  ["lib/approvals/store.ts", "@/lib/deploy/promote", /effects and views/],
  ["lib/approvals/cast-vote.ts", "../deploy/views", /Inside a folder imports are relative/],
  ["lib/approvals/cast-vote.ts", "react", /knows no React/],
  ["lib/approvals/cast-vote.ts", "@/emails/review-requested", /render\.tsx/],
  ["emails/x.tsx", "@/lib/approvals/core/rules", /finished strings/],
  ["db/x.ts", "@/lib/env", /inside db\/ are relative/],
  ["db/x.ts", "../lib/approvals/store", /knows no feature/],
];

const allowed: [string, string][] = [
  ["lib/kernel/y.ts", "./result"],
  ["lib/approvals/core/y.ts", "@/lib/kernel/result"],
  ["lib/approvals/core/y.ts", "zod"],
  ["lib/approvals/core/y.test.ts", "vitest"],
  ["lib/approvals/store.ts", "drizzle-orm"],
  ["lib/approvals/views.ts", "@/db/schema"],
  ["lib/approvals/y.ts", "@/db/transaction"],
  ["lib/approvals/y.ts", "@/lib/deploy/views"],
  ["lib/approvals/y.db.test.ts", "drizzle-orm"],
  ["lib/deploy/y.ts", "@/lib/approvals/use-approval"],
  ["lib/notifications/render.tsx", "@/emails/review-requested"],
  ["app/[organization]/y/page.tsx", "@/lib/approvals/loaders"],
  ["app/[organization]/y/actions.ts", "@/lib/approvals/cast-vote"],
  ["components/deploy/y.tsx", "@/lib/approvals/core/rules"],
  ["db/schema/y.ts", "../../lib/approvals/core/rules"],
];

/** [where, a line, the rule that must bite] */
const otherRules: [string, string, string][] = [
  ["lib/approvals/core/z.ts", "export const now = () => Date.now();", "noJsRestrictedProperties"],
  ["lib/approvals/core/z.ts", "export const dice = () => Math.random();", "noJsRestrictedProperties"],
  ["lib/approvals/core/z.ts", "export const later = () => Promise.resolve(1);", "noRestrictedGlobals"],
  ["lib/approvals/z.ts", "export const home = process.env.HOME;", "noProcessEnv"],
  ["db/z.ts", "export const home = process.env.HOME;", "noProcessEnv"],
  ["components/deploy/z.tsx", 'console.log("here");', "noConsole"],
  ["lib/approvals/z.ts", "export const x: any = 1;", "noExplicitAny"],
  ["lib/approvals/ring-a.ts", 'import { b } from "./ring-b"; export const a = () => b;', "noImportCycles"],
  ["lib/approvals/ring-b.ts", 'import { a } from "./ring-a"; export const b = () => a;', "noImportCycles"],
];

interface Finding {
  message: string;
  category: string;
  location: { path: string; start: { line: number } };
}

/** Every case is one line of a file at its place, in a copy of the tree that has our configuration and nothing else. */
const lines: [string, string][] = [
  ...forbidden.map(([place, name]): [string, string] => [place, importOf(name)]),
  ...allowed.map(([place, name]): [string, string] => [place, importOf(name)]),
  ...otherRules.map(([place, line]): [string, string] => [place, line]),
];
const findings = lint();

it.each(forbidden)("%s may not import %s", (place, name, message) => {
  const messages = findingsAt(place, importOf(name)).map((finding) => finding.message);
  expect(messages.some((text) => message.test(text))).toBe(true);
});

it.each(allowed)("%s may import %s", (place, name) => {
  const restricted = findingsAt(place, importOf(name)).filter((it) =>
    it.category.endsWith("noRestrictedImports"),
  );
  expect(restricted).toEqual([]);
});

it.each(otherRules)("in %s `%s` is refused", (place, line, rule) => {
  expect(findingsAt(place, line).map((finding) => finding.category.split("/").at(-1))).toContain(rule);
});

function importOf(name: string): string {
  return `export { something } from "${name}";`;
}

function findingsAt(place: string, line: string): Finding[] {
  const number = linesOf(place).indexOf(line) + 1;
  return findings.filter((it) => it.location.path === place && it.location.start.line === number);
}

function linesOf(place: string): string[] {
  return lines.filter(([where]) => where === place).map(([, line]) => line);
}

function lint(): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), "countersign-rules-"));
  try {
    copyFileSync(join(root, "biome.json"), join(folder, "biome.json"));
    for (const place of new Set(lines.map(([where]) => where))) {
      mkdirSync(join(folder, dirname(place)), { recursive: true });
      writeFileSync(join(folder, place), `${linesOf(place).join("\n")}\n`);
    }
    const args = ["lint", "--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none"];
    const { stdout } = spawnSync(join(root, "node_modules/.bin/biome"), args, {
      cwd: folder,
      encoding: "utf8",
    });
    return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
