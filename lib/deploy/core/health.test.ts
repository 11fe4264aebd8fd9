import { expect, test } from "vitest";
import { shippedWell } from "./health";

const good = { state: "succeeded", health: "unknown", rolledBackAt: null } as const;

test("a build whose last deployment in the source succeeded may be asked for", () => {
  expect(shippedWell(good)).toBe(true);
  expect(shippedWell({ ...good, health: "healthy" })).toBe(true);
});

test.each([
  ["was never there", undefined],
  ["failed there", { ...good, state: "failed" as const }],
  ["is still on its way", { ...good, state: "running" as const }],
  ["was rolled back", { ...good, rolledBackAt: new Date() }],
  ["was reported unhealthy", { ...good, health: "unhealthy" as const }],
])("one that %s may not", (_, last) => {
  expect(shippedWell(last)).toBe(false);
});
