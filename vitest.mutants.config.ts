import { defineConfig } from "vitest/config";

/**
 * What `npm run test:mutants` runs against every planted bug: the tests that read like policy. The walks and the random
 * tests take seconds each, too long for a thousand runs; what only they would catch is to be caught by a sentence.
 */
export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: `${import.meta.dirname}/` }] },
  test: {
    include: ["lib/approvals/core/*.test.ts", "lib/directory/permissions.test.ts"],
    exclude: ["**/walk.test.ts", "**/random.test.ts", "**/*.random.test.ts"],
  },
});
