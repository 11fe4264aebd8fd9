import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import everything from "./vitest.config.ts";

const core = "lib/approvals/core";

/** One failure is enough: the quick tables are asked first, random cases last. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = [
      /(presets|rules|vocabulary)\.test/,
      /^(?!.*(missing|cannot-pass|cast-again|random))/,
      /(missing|cannot-pass|cast-again)\.test/,
      /random/,
    ];
    const place = ({ moduleId }: TestSpecification) => order.findIndex((name) => name.test(moduleId));
    return files.toSorted((a, b) => place(a) - place(b));
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
    sequence: { sequencer: QuickFirst },
    testTimeout: 60_000,
    include: [
      `${core}/**/*.test.ts`,
      "lib/approvals/model.random.test.ts",
      "lib/directory/permissions.test.ts",
    ],
    exclude: [`${core}/**/*.deep.test.ts`, `${core}/walk.test.ts`],
  },
});
