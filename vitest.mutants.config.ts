import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import everything from "./vitest.config.ts";

const core = "lib/approvals/core";

/** One failure is enough: the quick tables are asked first. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isTable = ({ moduleId }: TestSpecification) => /(presets|rules|vocabulary)\.test/.test(moduleId);
    return files.toSorted((a, b) => Number(isTable(b)) - Number(isTable(a)));
  }
}

/** What `npm run test:mutants` runs against each planted bug (stryker.config.mjs). */
export default defineConfig({
  resolve: everything.resolve ?? {},
  test: {
    setupFiles: ["./scripts/test/fixed-seed.ts"],
    // Of random networks (max-flow) a twentieth; no walks and no plays by chance: whatever those notice, a test that reads like policy has to notice too, at once.
    provide: { times: 0.05 },
    isolate: false,
    sequence: { sequencer: QuickFirst },
    testTimeout: 60_000,
    include: [`${core}/**/*.test.ts`, "lib/directory/permissions.test.ts"],
    exclude: [`${core}/**/*{deep,walk,random}.test.ts`],
  },
});
