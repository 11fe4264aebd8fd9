import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { playwrightCounts, vitestCounts } from "./counts.ts";

const folder = mkdtempSync(join(tmpdir(), "countersign-counts-"));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

it("counts vitest's tests, and a file that could not be loaded as a failure", () => {
  const testResults = [
    { status: "passed", assertionResults: [{}, {}] },
    { status: "failed", assertionResults: [{}] },
    { status: "failed", assertionResults: [] },
  ];
  const file = report({ numPassedTests: 2, numFailedTests: 1, testResults });
  expect(vitestCounts(file)).toEqual({ passed: 2, failed: 2 });
});

it("counts a flaky end-to-end test as failed", () => {
  const file = report({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } });
  expect(playwrightCounts(file)).toEqual({ passed: 5, failed: 2 });
});

it("counts nothing when a runner did not get to its report", () => {
  expect(vitestCounts(join(folder, "none.json"))).toEqual({ passed: 0, failed: 0 });
  expect(playwrightCounts(join(folder, "none.json"))).toEqual({ passed: 0, failed: 0 });
});
