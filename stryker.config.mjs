/**
 * Planted bugs: `npm run test:mutants` changes the rules in some thousand small ways, each of which a test has to notice.
 * `npm run test:mutants -- --mutate lib/approvals/core/decide-vote.ts` does it for one file.
 */
export default {
  mutate: [
    "lib/approvals/core/**/*.ts",
    "!lib/approvals/core/testing/**",
    "!**/*.test.ts",
    "lib/directory/permissions.ts",
  ],
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutants.config.ts", related: false },
  packageManager: "npm",
  // Only what the tests need: no tsconfig.json either, which Stryker would want to read with an older TypeScript.
  ignorePatterns: [
    "*",
    "!lib/**",
    "!scripts/**",
    "!package.json",
    "!vitest.config.ts",
    "!vitest.mutants.config.ts",
  ],
  // Where in the tree nothing of ours is looked for.
  tempDirName: ".data/mutants",
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 10_000,
  timeoutFactor: 2,
  dryRunTimeoutMinutes: 10,
  reporters: ["clear-text", "json", "progress-append-only"],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: "test-results/mutants/report.json" },
  thresholds: { high: 98, low: 95, break: 95 },
};
