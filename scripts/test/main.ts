import { randomInt } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "../lib/build.ts";
import { capture, root, stopCaptured } from "../lib/children.ts";
import { ensureChromium } from "../lib/chromium.ts";
import { closeOnSignals, onClose } from "../lib/closing.ts";
import { type Counts, playwrightCounts, vitestCounts } from "./counts.ts";

const results = join(root, "test-results");
const env = { CI: "true", NO_COLOR: "1", FORCE_COLOR: undefined };
const total: Counts = { passed: 0, failed: 0 };

interface Stage {
  name: string;
  /** Throws when it failed. */
  run: () => Promise<void>;
}

/** A command that says something only when it fails. */
function check(name: string, ...commands: [string, ...string[]][]): Stage {
  return {
    name,
    run: async () => {
      for (const [command, ...args] of commands) {
        const { code, output } = await capture(command, args, { env });
        if (code !== 0) throw new Error(output.split("\n").slice(-200).join("\n"));
      }
    },
  };
}

/** A test runner: shown while it runs, counted by its report. */
function tests(
  name: string,
  file: string,
  count: (file: string) => Counts,
  command: string,
  args: string[],
): Stage {
  return {
    name,
    run: async () => {
      process.stdout.write("\n");
      const { code } = await capture(command, args, { env, live: true });
      const counts = count(join(results, file));
      total.passed += counts.passed;
      total.failed += counts.failed;
      if (code !== 0)
        throw new Error(counts.failed > 0 ? "" : `${command} ended with ${code}`, { cause: counts });
    },
  };
}

function vitest(project: string): Stage {
  const file = `vitest-${project}.json`;
  const report = ["--reporter=dot", "--reporter=json", `--outputFile.json=test-results/${file}`];
  return tests(`Tests: ${project}`, file, vitestCounts, "vitest", ["run", "--project", project, ...report]);
}

/** Route types of a development server may name pages that are gone by now, and so may what tsc kept of earlier runs. */
const types: Stage = {
  name: "Types",
  run: async () => {
    rmSync(join(root, ".next", "dev", "types"), { recursive: true, force: true });
    await check("", ["next", "typegen"], ["tsc", "--noEmit", "--incremental", "false"]).run();
  },
};

/** They share nothing, so that they run side by side. */
const checks: Stage[] = [
  check("Format, lint and import rules", ["biome", "ci", "--colors=off", "--error-on-warnings"]),
  check("Dead code", ["knip"]),
  types,
];

const quick: Stage[][] = [checks, [vitest("unit")]];

/** Other random cases each time, and how to have the same ones again. */
const deep: Stage[][] = [
  [
    {
      name: "Random seed",
      run: async () => {
        process.env.FAST_CHECK_SEED ??= String(randomInt(2 ** 31));
        process.stdout.write(`FAST_CHECK_SEED=${process.env.FAST_CHECK_SEED} `);
      },
    },
  ],
  [vitest("deep")],
];

const complete: Stage[][] = [
  [
    {
      name: "Chromium",
      run: async () => {
        process.env.PLAYWRIGHT_CHROMIUM_PATH = ensureChromium();
      },
    },
  ],
  ...quick,
  [vitest("walks")],
  [vitest("git")],
  [vitest("database")],
  [{ name: "Production build", run: () => ensureBuilt((_, build) => build()) }],
  [
    tests("Tests: end to end", "playwright.json", playwrightCounts, "playwright", [
      "test",
      "--project",
      "specs",
    ]),
  ],
];

closeOnSignals();
onClose(() => stopCaptured());
rmSync(results, { recursive: true, force: true });
mkdirSync(results);
const ok = await runAll(
  process.argv.includes("--quick") ? quick : process.argv.includes("--deep") ? deep : complete,
);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = ok ? 0 : 1;

/** One group after the other; the stages of a group at once, told in their order. */
async function runAll(groups: Stage[][]): Promise<boolean> {
  for (const group of groups) {
    const from = performance.now();
    const started = group.map(({ name, run }, index) => {
      if (index === 0) process.stdout.write(`${name} … `);
      return run().then(
        () => ({ name, seconds: (performance.now() - from) / 1000, error: null }),
        (error: unknown) => ({ name, seconds: 0, error: error ?? new Error() }),
      );
    });
    for (const [index, result] of started.entries()) {
      if (index > 0) process.stdout.write(`${group[index]?.name} … `);
      const { seconds, error } = await result;
      if (error !== null) return failed(error);
      process.stdout.write(`${seconds.toFixed(1)} s\n`);
    }
  }
  return true;
}

function failed(error: unknown): false {
  const message = error instanceof Error ? error.message : String(error);
  process.stdout.write(`failed\n${message}\n`);
  if (!(error instanceof Error && (error.cause as Counts | undefined)?.failed)) total.failed += 1;
  return false;
}
