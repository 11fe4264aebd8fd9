import { expect, test } from "vitest";
import { member } from "./testing/cast";
import { firstUnmet, unlimited } from "./vote-flow";

const limits = {
  maxPerPerson: 1,
  maxPerPrincipal: 0,
  maxDirect: 0,
  maxDelegated: 0,
  onExcess: "refuse" as const,
};

/** Who may approve which requirements (by their indices), each for themselves and once. */
const unmet = (wanted: number[], may: Record<string, number[]>) =>
  firstUnmet(
    wanted,
    Object.entries(may).flatMap(([name, requirements]) =>
      requirements.map((requirement) => ({
        voterId: member(name),
        principalId: member(name),
        requirement,
        atMost: unlimited,
      })),
    ),
    limits,
  );

test.each<[string, number[], Record<string, number[]>, number | null]>([
  ["none, where all get what they want", [1, 1], { ann: [0, 1], ben: [0] }, null],
  ["none, where nothing is wanted", [], { ann: [] }, null],
  ["the first that nobody can fill", [1, 1], { ann: [1] }, 0],
  ["the first that those before it leave nobody for", [1, 1], { ann: [0, 1] }, 1],
  ["the second of three, also when the third is short as well", [1, 2, 1], { ann: [0, 1], ben: [1] }, 1],
])("the requirement that goes short: %s", (_, wanted, may, index) => {
  expect(unmet(wanted, may)).toBe(index);
});
