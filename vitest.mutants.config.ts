import { defineConfig } from "vitest/config";
import everything from "./vitest.config.ts";

const core = "lib/approvals/core";

/** What `npm run test:mutants` runs against each planted bug (stryker.config.mjs). */
export default defineConfig({
  resolve: everything.resolve ?? {},
  test: {
    setupFiles: ["./scripts/test/fixed-seed.ts"],
    provide: { times: 0.05 },
    testTimeout: 60_000,
    isolate: false,
    include: [
      `${core}/**/*.test.ts`,
      "lib/approvals/model.random.test.ts",
      "lib/directory/permissions.test.ts",
    ],
    exclude: [`${core}/**/*.deep.test.ts`, `${core}/walk.test.ts`],
  },
});
