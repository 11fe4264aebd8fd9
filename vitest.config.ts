import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const alias = [{ find: /^@\//, replacement: `${root}/` }];
// Real git processes and servers: too slow for `npm run verify`.
const withGit = "lib/deploy/drivers/**/*.test.ts";
// Walks through all states, and random cases: too slow for `npm run verify`, too.
const walks = ["lib/**/walk.test.ts", "lib/**/*random.test.ts"];
// A million states, and many more random cases: only `npm run test:deep` has the time.
const deep = "lib/**/*.deep.test.ts";
// Races and crashes: what chance decides is tried again, more often, in `npm run test:deep`.
const chance = ["lib/**/races*.db.test.ts", "lib/**/crash.db.test.ts"];
const everywhere = ["lib", "db", "emails", "components", "app", "scripts", "e2e/fixtures"];

export default defineConfig({
  resolve: { alias },
  test: {
    setupFiles: ["./scripts/test/fixed-seed.ts"],
    provide: { times: 1 },
    reporters: process.env.CI ? ["dot"] : ["default"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Pure functions leave nothing behind: each module is loaded once for all files.
          isolate: false,
          // A guard against hanging, not a measure: machines are busy.
          testTimeout: 60_000,
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ["**/*.db.test.ts", withGit, deep, ...walks],
        },
      },
      { extends: true, test: { name: "walks", include: walks, testTimeout: 120_000 } },
      {
        extends: true,
        test: {
          name: "deep",
          include: [deep, ...walks, "lib/**/*random.db.test.ts", ...chance],
          provide: { times: 50 },
          env: { DEEP: process.env.DEEP ?? "5" },
          globalSetup: ["./db/testing/vitest-setup.ts"],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: "git", include: [withGit], exclude: ["**/*.db.test.ts"], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: everywhere.map((folder) => `${folder}/**/*.db.test.ts`),
          globalSetup: ["./db/testing/vitest-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 4,
        },
      },
    ],
  },
});
