import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { maxFlow, type Pipe } from "./max-flow";

const pipe = (from: string, to: string, capacity: number): Pipe => ({ from, to, capacity });

test.each<[string, Pipe[], number]>([
  ["nothing flows where nothing leads", [], 0],
  ["nor where no way leads on", [pipe("s", "a", 3), pipe("b", "t", 3)], 0],
  ["the narrowest pipe of a way limits it", [pipe("s", "a", 3), pipe("a", "t", 2)], 2],
  [
    "ways side by side add up",
    [pipe("s", "a", 1), pipe("s", "b", 1), pipe("a", "t", 1), pipe("b", "t", 1)],
    2,
  ],
  ["so do pipes between the same two nodes", [pipe("s", "t", 1), pipe("s", "t", 2)], 3],
  ["a pipe leads one way only", [pipe("t", "s", 4)], 0],
  [
    "a way that was taken first moves aside for a second",
    [pipe("s", "a", 1), pipe("s", "b", 1), pipe("a", "x", 1), pipe("a", "y", 1), pipe("b", "x", 1)].concat([
      pipe("x", "t", 1),
      pipe("y", "t", 1),
    ]),
    2,
  ],
  [
    "what has no limit is limited by what comes after",
    [pipe("s", "a", Number.POSITIVE_INFINITY), pipe("a", "t", 7)],
    7,
  ],
])("%s", (_, pipes, most) => {
  expect(maxFlow(pipes, "s", "t")).toBe(most);
});

/** By the theorem: as much as the narrowest of all cuts lets through. Tries each. */
function narrowestCut(nodes: string[], pipes: Pipe[]): number {
  const inner = nodes.filter((node) => node !== "s" && node !== "t");
  let narrowest = Number.POSITIVE_INFINITY;
  for (let chosen = 0; chosen < 2 ** inner.length; chosen++) {
    const near = new Set(["s", ...inner.filter((_, index) => chosen & (1 << index))]);
    const crossing = pipes.filter(({ from, to }) => near.has(from) && !near.has(to));
    narrowest = Math.min(
      narrowest,
      crossing.reduce((sum, { capacity }) => sum + capacity, 0),
    );
  }
  return narrowest;
}

test("as much flows as the narrowest cut lets through, in any small network", () => {
  const nodes = ["s", "a", "b", "c", "d", "e", "t"];
  const node = fc.constantFrom(...nodes);
  const anyPipe = fc.record({ from: node, to: node, capacity: fc.integer({ min: 0, max: 4 }) });
  const distinct = anyPipe.filter(({ from, to }) => from !== to);
  fc.assert(
    fc.property(fc.array(distinct, { minLength: 4, maxLength: 20 }), (pipes) => {
      expect(maxFlow(pipes, "s", "t")).toBe(narrowestCut(nodes, pipes));
    }),
    { numRuns: 1000 * inject("times") },
  );
});
