import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import everything from "./vitest.config.ts";

const core = "lib/approvals/core";

/** The first failure is enough: tables are quicker to find it than random cases. */
class TablesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isRandom = ({ moduleId }: TestSpecification) => Number(moduleId.includes("random"));
    return files.toSorted((a, b) => isRandom(a) - isRandom(b));
  }
}

/** What `npm run test:mutants` runs against each planted bug (stryker.config.mjs). */
export default defineConfig({
  resolve: everything.resolve ?? {},
  test: {
    setupFiles: ["./scripts/test/fixed-seed.ts"],
    // A twentieth of the random cases of `npm test`, and no walks: all of it runs some thousand times.
    provide: { times: 0.05 },
    isolate: false,
    sequence: { sequencer: TablesFirst },
    testTimeout: 60_000,
    include: [
      `${core}/**/*.test.ts`,
      "lib/approvals/model.random.test.ts",
      "lib/directory/permissions.test.ts",
    ],
    exclude: [`${core}/**/*.deep.test.ts`, `${core}/walk.test.ts`],
  },
});
